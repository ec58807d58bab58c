export const place = {
  nav: 'Places',
  convert: 'Convert',
  voices: 'Voices',
  settings: 'Settings',
} as const;
