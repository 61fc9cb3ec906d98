/** The browser that tests and benches drive: this machine's as `npm start` finds it, or the one that comes from npm. */
import { findBrowser } from '../electron/ports/find-browser.ts';
import { findChromium } from '../models/synthesis/browser.ts';

/** Null when there is none. */
export const testBrowser = () => findChromium(findBrowser({ platform: process.platform, env: process.env }));
