import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const LONG = 60_000;

/** Opens an address and waits until what is asked for can be seen. */
export async function open(page, {url, until}) {
  await page.goto(url);
  await page.waitForSelector(until);
}

/** What axe-core finds that keeps people out. */
export async function audit(page) {
  await page.evaluate(AXE);
  const {violations} = await page.evaluate(() => window.axe.run());
  return violations
    .filter(({impact}) => impact === 'serious' || impact === 'critical')
    .map(({id, help, nodes}) => `${id}: ${help}: ${nodes.slice(0, 3).map(({html}) => html).join(' ')}`);
}

/** Writes what can be seen into a file. */
export async function shoot(page, {file, height}) {
  const size = page.viewportSize();
  if (height !== undefined) {
    await page.setViewportSize({...size, height});
  }
  await page.waitForTimeout(300); // until pictures have their new size
  await page.screenshot({path: file, animations: 'disabled'});
  await page.setViewportSize(size);
}

/** The words of something, once they are as a regular expression says. */
export async function read(page, {selector, matching = '', within = LONG}) {
  const found = page.locator(selector).first();
  await page.waitForFunction(
    ([wanted, pattern]) => new RegExp(pattern).test(document.querySelector(wanted)?.textContent ?? ''),
    [selector, matching], {timeout: within});
  return {text: (await found.innerText()).trim()};
}

/** How many there are. */
export async function count(page, {selector}) {
  return {count: await page.locator(selector).count()};
}

/** Types into the field with that label, as a person does. */
export async function type(page, {label, text}) {
  await page.getByLabel(label, {exact: true}).fill(text);
}

/** Chooses from the list with that label. */
export async function choose(page, {label, option}) {
  await page.getByRole('combobox', {name: label}).selectOption(option);
}

/** Presses the button with that name. */
export async function press(page, {button}) {
  await page.getByRole('button', {name: button, exact: true}).first().click();
}

/** The same of one that says that it does nothing: it can be pressed all the same. */
export async function insist(page, {button}) {
  await page.getByRole('button', {name: button, exact: true}).first().click({force: true});
}

/** Why a button does nothing; empty where it would. */
export async function refusal(page, {button}) {
  const found = page.getByRole('button', {name: button, exact: true}).first();
  const isOff = await found.getAttribute('aria-disabled') === 'true';
  return {text: isOff ? await found.getAttribute('title') : ''};
}

/** Answers the question that is asked, with a reason, and gives the words that it said would happen. */
export async function confirm(page, {reason}) {
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Reason').fill(reason);
  await dialog.locator('button[type=submit]:enabled').waitFor();
  const effect = (await dialog.locator('.effect').innerText()).trim();
  await dialog.locator('button[type=submit]').click();
  await page.waitForFunction(() => document.querySelector('dialog') === null || document.querySelector('dialog [role=alert]') !== null);
  const refused = await dialog.getByRole('alert').allInnerTexts();
  if (refused.length > 0) {
    throw new Error(`refused: ${refused.join(' ')}`);
  }
  return {text: effect};
}

/** Takes the slider's thumb to a percentage by the mouse, and the last way by the keyboard. */
export async function drag(page, {percent}) {
  const slider = page.getByRole('slider');
  const {x, y, width, height} = await slider.boundingBox();
  const at = async (value) => [x + 7 + (width - 14) * value / 100, y + height / 2];
  await page.mouse.move(...await at(Number(await slider.inputValue())));
  await page.mouse.down();
  await page.mouse.move(...await at(percent), {steps: 12});
  await page.mouse.up();
  for (let value = Number(await slider.inputValue()); value !== percent; value = Number(await slider.inputValue())) {
    await slider.press(value < percent ? 'ArrowRight' : 'ArrowLeft');
  }
  return {text: await slider.getAttribute('aria-valuetext')};
}

/** Goes down a long list and counts how many releases were seen, and how many rows the page held at most. */
export async function scroll(page) {
  const seen = new Set();
  let most = 0;
  for (let isMoving = true; isMoving;) {
    const names = await page.locator('.fleet-row a').evaluateAll((links) => links.map((link) => link.getAttribute('href')));
    names.forEach((name) => seen.add(name));
    most = Math.max(most, names.length);
    isMoving = await page.evaluate(async () => {
      const before = scrollY;
      scrollBy(0, innerHeight);
      await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
      return scrollY > before;
    });
  }
  await page.evaluate(() => scrollTo(0, 0));
  return {seen: seen.size, most};
}

/** Whether anything is wider than the window. */
export async function overflow(page) {
  return page.evaluate(() => ({count: Math.max(0, document.documentElement.scrollWidth - innerWidth)}));
}

/** Asks the server from within the page, as a script in it could that cares for no button. */
export async function ask(page, {method, path, body}) {
  return page.evaluate(async ([how, where, what]) => {
    const headers = {'X-Huidu-Console': '1', 'Content-Type': 'application/json'};
    const answer = await fetch(where, {method: how, headers, ...(what === undefined ? {} : {body: what})});
    return {status: answer.status, text: await answer.text()};
  }, [method, path, body]);
}

/** Goes back to the page before, as by the browser's button. */
export async function back(page) {
  await page.goBack();
}

/** After which event the page has asked its server to go on, as of the last time that it had one. */
export async function resumption(page) {
  return {text: page.resumedAfter ?? ''};
}
