// What the page costs: how soon 2,000 releases are drawn, and how long the browser's main thread is busy with a new point
// of 1,440 in all pictures of a release. The releases are made up; the page is the one that was built.
import {spawn} from 'node:child_process';
import {fileURLToPath} from 'node:url';
import {openBrowser, openPage} from './browser.mjs';

const shifter = fileURLToPath(new URL('../../shifter', import.meta.url));
const server = spawn(process.execPath, [`${shifter}/src/main/console/dev/dev.mjs`, '--releases=2000', '--points=1440',
  `--page=${shifter}/target/classes/console`], {stdio: ['ignore', 'pipe', 'inherit']});
const url = String(await new Promise((done) => server.stdout.once('data', done))).trim();
const ROUNDS = 9;
const browser = await openBrowser();
const fleet = [];
for (let round = 0; round < ROUNDS; round++) {
  fleet.push(await firstPaint());
}
const redraws = await redrawing();
await browser.close();
server.kill();
console.log(`2,000 releases are drawn after ${told(fleet)}; a new point of 1,440 is drawn in ${told(redraws)} of the main thread's processor time.`);

/** From the beginning of the navigation until a frame with rows has been handed over. */
async function firstPaint() {
  const page = await openPage(browser);
  await page.addInitScript(() => {
    new MutationObserver((_, observer) => {
      if (document.querySelector('.fleet-row') !== null) {
        observer.disconnect();
        requestAnimationFrame(() => setTimeout(() => { window.drawn = performance.now(); }));
      }
    }).observe(document, {childList: true, subtree: true});
  });
  await page.goto(url);
  await page.waitForFunction(() => window.drawn !== undefined);
  const drawn = await page.evaluate(() => window.drawn);
  await page.context().close();
  return drawn;
}

/**
 * All that the main thread did between a point on the line and the next quiet moment: script, layout and painting, in
 * processor time, so that other work of the machine doesn't count.
 */
async function redrawing() {
  const page = await openPage(browser, {viewport: {width: 1360, height: 2000}});
  await page.goto(`${url}/r/shop/basket`);
  await page.waitForSelector('.plot canvas');
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Performance.enable', {timeDomain: 'threadTicks'});
  const busy = async () => (await devtools.send('Performance.getMetrics')).metrics.find((each) => each.name === 'TaskDuration').value;
  const costs = [];
  for (let round = 0; round < ROUNDS; round++) {
    await page.waitForTimeout(700);
    const before = await busy();
    await fetch(`${url}/api/v1/fixtures`, {method: 'POST'});
    await page.waitForTimeout(700);
    costs.push(1000 * (await busy() - before));
  }
  return costs;
}

function told(values) {
  const sorted = [...values].sort((one, other) => one - other);
  return `${Math.round(sorted[Math.floor(sorted.length / 2)])} ms (${Math.round(sorted[0])} to ${Math.round(sorted.at(-1))})`;
}
