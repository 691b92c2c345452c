// Which pictures are wanted, and where each is kept.
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Surface, type Theme, type Tongue, langs, surfacesOf, themes } from '../screens/looks';
import { type Screen, screens } from '../screens/screens';

export const folder = resolve(__dirname, '../../../target/pictures');

/** Each word of a filter is a part of a name; no filter is all. `--screen case,estimate` is either. */
const filter = JSON.parse(process.env.PICTURES ?? '{}') as Partial<Record<'screen' | 'surface' | 'theme' | 'lang', string>>;
const fits = (what: keyof typeof filter, name: string) => (filter[what]?.split(',') ?? ['']).some((part) => name.includes(part));

/** Where a picture is, below the folder. */
export const place = (screen: Screen, surface: Surface, theme: Theme, lang: Tongue) => `${surface.name}/${theme}/${lang}/${screen.id}.png`;

export interface Sitting {
  screen: Screen;
  lang: Tongue;
  surfaces: Surface[];
  themes: Theme[];
}

/** Everything that was asked for. Surfaces of one kind and all themes share a page, so that it is opened once. */
export function sittings(): Sitting[] {
  const wanted = screens.filter((screen) => fits('screen', screen.id));
  const inThemes = themes.filter((theme) => fits('theme', theme));
  const inLangs = langs.filter((lang) => fits('lang', lang));
  return wanted.flatMap((screen) => {
    const sizes = surfacesOf(screen.audience).filter((surface) => fits('surface', surface.name));
    const kinds = [...new Set(sizes.map((surface) => surface.kind))];
    return kinds.flatMap((kind) => inLangs.map((lang) => ({ screen, lang, surfaces: sizes.filter((s) => s.kind === kind), themes: inThemes })));
  });
}

/** Whether there is nothing left to do: with `--resume` what is there is not taken again. */
export const done = (path: string) => Boolean(process.env.PICTURES_RESUME) && existsSync(resolve(folder, path));
