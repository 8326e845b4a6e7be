import '@angular/compiler';
import { Component, CUSTOM_ELEMENTS_SCHEMA, provideZonelessChangeDetection, signal, ViewChild } from '@angular/core';
import { bootstrapApplication } from '@angular/platform-browser';
import 'syncfy-elements';
import { fetchToken, origin } from './shop.js';

const template = `
  <button (click)="open.set(true)">Add an account</button>
  <output>{{ connected() }}</output>
  @if (steps()) { <p>Begun</p> }
  <syncfy-session [apiBase]="origin + '/v1'" [assetsBase]="origin" country="MX" locale="en"
    [messages]="{ 'common.continue': 'Go on' }" [refreshToken]="fetchToken">
    <syncfy-connect #connect mode="dialog" client-name="A shop" [open]="open()"
      (syncfy-step)="steps.set(steps() + 1)" (syncfy-close)="open.set(false)"
      (syncfy-success)="connected.set($event.detail.credentialId)"></syncfy-connect>
  </syncfy-session>`;

class Shop {
  origin = origin;
  fetchToken = fetchToken;
  open = signal(false);
  connected = signal('');
  steps = signal(0);

  ngAfterViewInit() {
    this.connect.nativeElement.onlySites = ['Normal'];
  }
}

// What `@Component` and `@ViewChild` do: decorators are no JavaScript yet.
ViewChild('connect')(Shop.prototype, 'connect');
Component({ selector: '#app', template, schemas: [CUSTOM_ELEMENTS_SCHEMA] })(Shop);
await bootstrapApplication(Shop, { providers: [provideZonelessChangeDetection()] });
