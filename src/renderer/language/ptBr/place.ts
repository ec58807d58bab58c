import type { Texts } from '../en.ts';

export const place: Texts['place'] = {
  nav: 'Lugares',
  convert: 'Converter',
  voices: 'Vozes',
  settings: 'Ajustes',
};
