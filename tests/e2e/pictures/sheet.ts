// The contact sheet: all pictures that there are, on one page that is looked through by surface, theme and language.
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { resolve, sep } from 'node:path';
import { langs, surfaces, themes } from '../screens/looks';
import { screens } from '../screens/screens';
import { folder } from './wanted';

const style = `
body { margin: 16px; font: 15px/1.4 system-ui, sans-serif; background: #ddd; color: #111 }
nav { position: sticky; top: 0; z-index: 1; padding: 8px 0; background: #ddd; display: flex; gap: 16px; flex-wrap: wrap }
main { display: flex; flex-wrap: wrap; gap: 16px; align-items: start }
figure { margin: 0; width: min(100%, 420px) } figure[hidden] { display: none }
img { width: 100%; display: block; box-shadow: 0 0 0 1px #999 } figcaption { padding: 4px 0 }`;

const script = `
const choose = document.querySelectorAll('select'), all = document.querySelectorAll('figure');
function show() {
  let n = 0;
  for (const figure of all) {
    figure.hidden = [...choose].some((s) => s.value && figure.dataset[s.name] !== s.value);
    if (!figure.hidden) n += 1;
  }
  document.querySelector('output').textContent = n + ' pictures';
}
choose.forEach((s) => s.addEventListener('change', show));
show();`;

const select = (name: string, values: readonly string[], first: string) =>
  `<label>${name} <select name="${name}"><option value="">all</option>${values.map((v) => `<option${v === first ? ' selected' : ''}>${v}</option>`).join('')}</select></label>`;

export default function sheet(): void {
  if (!existsSync(folder)) return;
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.png'))
    .map((path) => path.split(sep));
  const order = screens.map((screen) => `${screen.id}.png`);
  files.sort((a, b) => order.indexOf(a[3]) - order.indexOf(b[3]) || a.join().localeCompare(b.join()));
  const figures = files.map(([surface, theme, lang, file]) => {
    const screen = file.replace('.png', '');
    const path = [surface, theme, lang, file].join('/');
    return `<figure data-surface="${surface}" data-theme="${theme}" data-lang="${lang}" data-screen="${screen}"><a href="${path}"><img loading="lazy" src="${path}" alt=""></a><figcaption>${screen}<br>${surface} ${theme} ${lang}</figcaption></figure>`;
  });
  const has = (at: number, name: string) => (files.some((file) => file[at] === name) ? name : '');
  const chosen = [
    select('surface', surfaces.map((s) => s.name), ''),
    select('theme', themes, has(1, 'day')),
    select('lang', langs, has(2, 'en')),
    select('screen', screens.map((s) => s.id), ''),
  ];
  const page = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Every screen</title><style>${style}</style><nav>${chosen.join('')}<output></output></nav><main>${figures.join('\n')}</main><script>${script}</script></html>`;
  writeFileSync(resolve(folder, 'index.html'), page);
  console.log(`\n${files.length} pictures: target/pictures/index.html`);
}
