// A page of its own, in which nothing is registered yet.

export type Frame = Window & typeof globalThis;

const open: HTMLIFrameElement[] = [];

/** Opens an empty page of the same origin with this in its body. */
export async function openFrame(body = ''): Promise<Frame> {
  const frame = document.createElement('iframe');
  frame.srcdoc = `<!doctype html><html lang="en"><title>Frame</title><body>${body}</body></html>`;
  const loaded = new Promise(resolve => frame.addEventListener('load', resolve, { once: true }));
  document.body.append(frame);
  open.push(frame);
  await loaded;
  return frame.contentWindow as Frame;
}

/** Loads a module in a page, as a script tag of the page would. */
export async function load(frame: Frame, src: string): Promise<void> {
  const script = frame.document.createElement('script');
  script.type = 'module';
  script.src = src;
  const done = new Promise((resolve, reject) => {
    script.addEventListener('load', resolve);
    script.addEventListener('error', () => reject(new Error(`${src} could not be loaded`)));
  });
  frame.document.head.append(script);
  await done;
}

export function closeFrames(): void {
  for (const frame of open.splice(0)) frame.remove();
}
