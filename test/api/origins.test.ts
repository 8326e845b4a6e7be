import { expect } from '@open-wc/testing';
import { SyncfyError } from '../../src/api/errors.js';
import { API_BASE, ASSETS_BASE, resolveTrusted, safeImageUrl, safeUrl } from '../../src/api/origins.js';

const LOCAL = 'http://127.0.0.1:4100/v1';

describe('api/origins: who may be told the token', () => {
  // [url, kind, where it leads; undefined: nowhere, apiBase, trusted origins]
  const table: [string, 'http' | 'ws', string | undefined, string?, string[]?][] = [
    ['https://api.syncfy.com/v1/x', 'http', 'https://api.syncfy.com/v1/x'],
    ['/v1/x', 'http', 'https://api.syncfy.com/v1/x'],
    ['/v1/x', 'http', 'https://proxy.example/v1/x', 'https://proxy.example/syncfy'],
    ['//sync.paybook.com/v1/x', 'http', 'https://sync.paybook.com/v1/x'],
    ['https://opendata-api.syncfy.com/v1/x', 'http', 'https://opendata-api.syncfy.com/v1/x'],
    ['https://api.syncfy.com/x', 'http', 'https://api.syncfy.com/x', 'https://sync.paybook.com/v1'],
    ['wss://api.syncfy.com/v1/s', 'ws', 'wss://api.syncfy.com/v1/s'],
    ['https://api.syncfy.com/v1/s', 'ws', 'wss://api.syncfy.com/v1/s'],
    ['//api.syncfy.com/v1/s', 'ws', 'wss://api.syncfy.com/v1/s'],
    ['/v1/s', 'ws', 'wss://api.syncfy.com/v1/s'],
    ['wss://api.syncfy.com/v1/s', 'http', 'https://api.syncfy.com/v1/s'],
    ['https://API.syncfy.com:443/v1/x', 'http', 'https://api.syncfy.com/v1/x'],
    // siblings only where the API is one of them
    ['https://sync.paybook.com/v1/x', 'http', undefined, 'https://proxy.example/v1'],
    ['https://api.syncfy.com/v1/x', 'http', undefined, LOCAL],
    ['https://s.syncfy.com/x', 'http', undefined],
    // not encrypted, other ports, look-alikes
    ['http://api.syncfy.com/v1/x', 'http', undefined],
    ['ws://api.syncfy.com/v1/x', 'ws', undefined],
    ['https://api.syncfy.com:8443/v1/x', 'http', undefined],
    ['https://api.syncfy.com.evil.example/x', 'http', undefined],
    ['https://evil-api.syncfy.com/x', 'http', undefined],
    ['https://api.syncfy.com./x', 'http', undefined],
    ['https://api.syncfy.com@evil.example/x', 'http', undefined],
    ['https://user:pw@api.syncfy.com/x', 'http', undefined],
    ['//evil.example/v1/credentials', 'http', undefined],
    ['/\\evil.example/v1', 'http', undefined],
    ['\t//evil.example/v1', 'http', undefined],
    ['javascript:alert(1)', 'http', undefined],
    ['data:text/plain,x', 'http', undefined],
    ['blob:https://api.syncfy.com/1', 'http', undefined],
    ['ftp://api.syncfy.com/x', 'http', undefined],
    ['https://', 'http', undefined],
    // loopback
    ['/v1/x', 'http', 'http://127.0.0.1:4100/v1/x', LOCAL],
    ['ws://127.0.0.1:4100/s', 'ws', 'ws://127.0.0.1:4100/s', LOCAL],
    ['//127.0.0.1:4100/s', 'ws', 'ws://127.0.0.1:4100/s', LOCAL],
    ['http://localhost:4100/x', 'http', undefined, LOCAL],
    ['http://localhost:4100/x', 'http', 'http://localhost:4100/x', 'http://localhost:4100/v1'],
    ['http://127.9.9.9/x', 'http', 'http://127.9.9.9/x', 'http://127.9.9.9'],
    ['http://[::1]:9/x', 'http', 'http://[::1]:9/x', 'http://[::1]:9/v1'],
    ['http://localhost.evil.example/x', 'http', undefined, 'http://localhost.evil.example/v1'],
    ['http://127.0.0.1.evil.example/x', 'http', undefined, 'http://127.0.0.1.evil.example/v1'],
    ['http://128.0.0.1/x', 'http', undefined, 'http://128.0.0.1/v1'],
    ['/x', 'http', undefined, 'http://api.example/v1'],
    ['/x', 'http', undefined, 'nonsense'],
    // trusted origins
    ['https://proxy.example/x', 'http', 'https://proxy.example/x', API_BASE, ['https://proxy.example']],
    ['wss://proxy.example/x', 'ws', 'wss://proxy.example/x', API_BASE, ['https://proxy.example/with/path']],
    ['https://proxy.example/x', 'http', 'https://proxy.example/x', API_BASE, ['wss://proxy.example']],
    ['https://proxy.example/x', 'http', 'https://proxy.example/x', API_BASE, ['proxy.example']],
    ['http://proxy.example/x', 'http', undefined, API_BASE, ['http://proxy.example']],
    ['https://other.example/x', 'http', undefined, API_BASE, ['https://proxy.example', '', '*', 'https://*']],
    ['http://localhost:1/x', 'http', 'http://localhost:1/x', API_BASE, ['http://localhost:1']],
  ];
  for (const [url, kind, leads, apiBase = API_BASE, trusted = []] of table) {
    it(`${kind} ${JSON.stringify(url)} from ${apiBase}${trusted.length ? ` trusting ${trusted.join()}` : ''}: ${leads ?? 'nobody'}`, () => {
      if (leads !== undefined) {
        expect(resolveTrusted(url, apiBase, trusted, kind).href).to.equal(leads);
        return;
      }
      let error: unknown;
      try {
        resolveTrusted(url, apiBase, trusted, kind);
      } catch (e) {
        error = e;
      }
      expect(error).to.be.instanceOf(SyncfyError);
      expect((error as SyncfyError).code).to.equal('untrusted-origin');
    });
  }

  it('names the host and nothing else of the URL', () => {
    expect(() => resolveTrusted('https://u:pw@evil.example/secret?token=abc#x', API_BASE, [], 'http'))
      .to.throw(SyncfyError, 'evil.example')
      .with.property('message')
      .that.does.not.match(/secret|abc|pw/);
  });
});

describe('api/origins: pictures', () => {
  const table: [string, string | undefined, string?][] = [
    ['/assets/Z1', 'https://s.syncfy.com/assets/Z1'],
    ['assets/Z1', 'https://s.syncfy.com/assets/Z1'],
    ['/assets/Z1', 'https://proxy.example/s/assets/Z1', 'https://proxy.example/s/'],
    ['/assets/Z1', 'http://127.0.0.1:4100/assets/Z1', 'http://127.0.0.1:4100'],
    ['https://s.paybook.com/assets/Z1', 'https://s.paybook.com/assets/Z1'],
    ['//s.paybook.com/assets/Z1', 'https://s.paybook.com/assets/Z1'],
    ['/a b"\'<>', "https://s.syncfy.com/a%20b%22'%3C%3E"],
    ['/\\evil.example/x', 'https://s.syncfy.com//evil.example/x'],
    ['http://s.paybook.com/x', undefined],
    ['/x', undefined, 'http://assets.example'],
    ['javascript:alert(1)', undefined],
    ['JaVaScRiPt:alert(1)', undefined],
    ['data:text/html,<script>', undefined],
    ['data:image/png;base64,AA==', undefined],
    ['blob:https://s.syncfy.com/1', undefined],
    ['wss://s.syncfy.com/x', undefined],
    ['file:///etc/passwd', undefined],
    ['https://u:p@s.syncfy.com/x', undefined],
    ['https://', undefined],
    ['/x', undefined, 'nonsense'],
  ];
  for (const [path, url, base = ASSETS_BASE] of table) {
    it(`${JSON.stringify(path)} after ${base}: ${url ?? 'none'}`, () => {
      expect(safeImageUrl(path, base)).to.equal(url);
    });
  }
});

describe('api/origins: links', () => {
  const table: [string, string | undefined, string?][] = [
    ['https://example.com/p', 'https://example.com/p'],
    ['https://example.com/p', 'https://example.com/p', 'https://page.example/app/index.html'],
    ['/privacy', 'https://page.example/privacy', 'https://page.example/app/index.html'],
    ['privacy', 'https://page.example/app/privacy', 'https://page.example/app/index.html'],
    ['?p=1', 'https://page.example/app/index.html?p=1', 'https://page.example/app/index.html'],
    ['/privacy', undefined, 'http://page.example/'],
    ['/privacy', undefined],
    ['http://example.com/p', undefined, 'https://page.example/'],
    ['javascript:alert(1)', undefined, 'https://page.example/'],
    ['data:text/html,<script>', undefined, 'https://page.example/'],
  ];
  for (const [url, wanted, base] of table) {
    it(`${JSON.stringify(url)} on ${base ?? 'no page'}: ${wanted ?? 'none'}`, () => {
      expect(safeUrl(url, base)).to.equal(wanted);
    });
  }
});
