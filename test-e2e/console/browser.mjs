import {chromium} from 'playwright-core';

/** Debian's Chromium, which playwright-core steers without bringing one of its own. */
export function openBrowser() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu', '--disable-background-networking'],
  });
}

/**
 * A page that fails when its script does, or when it asks for what its policy forbids; and that knows after which event
 * a stream of its went on.
 */
export async function openPage(browser, options = {}) {
  const context = await browser.newContext({viewport: {width: 1360, height: 860}, reducedMotion: 'reduce', ...options});
  const page = await context.newPage();
  page.faults = [];
  page.on('pageerror', (fault) => page.faults.push(String(fault.stack)));
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) {
      page.faults.push(message.text());
    }
  });
  page.on('request', async (request) => {
    page.resumedAfter = (await request.allHeaders().catch(() => ({})))['last-event-id'] ?? page.resumedAfter;
  });
  return page;
}
