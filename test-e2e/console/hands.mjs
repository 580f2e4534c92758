// A person's hands and eyes: plays the scenes that a test asks for by POST /SCENE, with its arguments as JSON, in one
// browser. Answers with what was seen, or with status 500 and what went wrong. Usage: node hands.mjs PORT
import {createServer} from 'node:http';
import {openBrowser, openPage} from './browser.mjs';
import * as scenes from './scenes.mjs';

const browser = await openBrowser();
const pages = new Map();

/** One page per look, so that a scene goes on where the one before has ended. */
async function pageFor({look = 'light'}) {
  if (!pages.has(look)) {
    const isPhone = look.startsWith('phone');
    pages.set(look, await openPage(browser, {
      colorScheme: look.endsWith('dark') ? 'dark' : 'light',
      timezoneId: 'Europe/Berlin',
      ...(isPhone ? {viewport: {width: 390, height: 844}, isMobile: true, hasTouch: true, deviceScaleFactor: 1} : {}),
    }));
  }
  return pages.get(look);
}

async function play(request) {
  let text = '';
  for await (const chunk of request) {
    text += chunk;
  }
  const given = JSON.parse(text || '{}');
  const page = await pageFor(given);
  const seen = await scenes[request.url.slice(1)](page, given);
  if (page.faults.length > 0) {
    throw new Error(page.faults.splice(0).join('\n'));
  }
  return seen ?? {};
}

createServer((request, response) => {
  play(request).then(
    (seen) => response.end(JSON.stringify(seen)),
    (failure) => {
      response.statusCode = 500;
      response.end(String(failure.stack ?? failure));
    });
}).listen(Number(process.argv[2]), '127.0.0.1');

for (const signal of ['SIGTERM', 'SIGINT']) {
  process.on(signal, () => browser.close().finally(() => process.exit(0)));
}
