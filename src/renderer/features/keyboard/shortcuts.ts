/** What a key asks for. */
export type Command =
  | 'open'
  | 'bringVoice'
  | 'convert'
  | 'escape'
  | 'playPause'
  | 'hearSpoken'
  | 'hearSung'
  | 'back'
  | 'forward'
  | 'phraseBack'
  | 'phraseForward'
  | 'search'
  | 'export'
  | 'loop'
  | 'nextRegion'
  | 'previousRegion'
  | 'undo'
  | 'redo'
  | 'goConvert'
  | 'goVoices'
  | 'queue'
  | 'settings';

/** The parts of a key event that decide. */
export type KeyPress = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>;

/** Where the focus is when the key is pressed. */
export type FocusPlace = {
  /** Text is being typed: only keys with Ctrl count. */
  readonly isTyping: boolean;
  /** A list that jumps to the letter typed. */
  readonly isList: boolean;
  /** A control that Space presses or arrows move. */
  readonly isPressable: boolean;
  readonly usesArrows: boolean;
};

const withCtrl: Readonly<Record<string, Command>> = {
  o: 'open',
  i: 'bringVoice',
  enter: 'convert',
  e: 'export',
  z: 'undo',
  y: 'redo',
  '1': 'goConvert',
  '3': 'goVoices',
  j: 'queue',
  ',': 'settings',
};
const letters: Readonly<Record<string, Command>> = { a: 'hearSpoken', b: 'hearSung', l: 'loop' };

function arrowCommand(press: KeyPress): Command | null {
  if (press.key === 'ArrowLeft') return press.shiftKey ? 'phraseBack' : 'back';
  if (press.key === 'ArrowRight') return press.shiftKey ? 'phraseForward' : 'forward';
  return null;
}

/**
 * The command of a key press, or null. Single letters count only where nothing is typed and no list jumps to them; Space
 * and the arrows leave a focused control its own use.
 * @param isMac the command key stands for Ctrl
 * @param areLetterKeysOn whether keys without Ctrl count at all; F6 and Escape always do
 */
export function commandOf(press: KeyPress, place: FocusPlace, isMac: boolean, areLetterKeysOn = true): Command | null {
  const hasCtrl = isMac ? press.metaKey : press.ctrlKey;
  if (press.altKey) return null;
  if (hasCtrl) {
    const command = withCtrl[press.key.toLowerCase()] ?? null;
    if (command === 'undo' && place.isTyping) return null;
    return command === 'undo' && press.shiftKey ? 'redo' : command;
  }
  if (press.key === 'F6') return press.shiftKey ? 'previousRegion' : 'nextRegion';
  if (press.key === 'Escape') return 'escape';
  if (place.isTyping || !areLetterKeysOn) return null;
  if (press.key === ' ') return place.isPressable ? null : 'playPause';
  if (press.key.startsWith('Arrow')) return place.usesArrows ? null : arrowCommand(press);
  // No name begins with a slash: a list leaves it to the search.
  if (press.key === '/') return 'search';
  return place.isList ? null : (letters[press.key.toLowerCase()] ?? null);
}

const typing = 'input:not([type=range]):not([type=radio]):not([type=checkbox]), textarea, [contenteditable=true]';
const lists = '[role=listbox], [role=menu], [role=option], [role=menuitemradio], [role=menuitem]';
/**
 * Where Space would do nothing of its own, it plays: on a slider, a chosen mode, the voice that was just chosen with the
 * mouse. Whoever goes through the voices with the keyboard hears them with it.
 */
const chosenVoice = '[data-region=rail] [role=option][aria-selected=true]:not([data-focus-visible])';
const idle = `input[type=range], input[type=radio]:checked, ${chosenVoice}`;
const pressables = `button, input, [role=button], a, ${lists}`;
const arrows = `input, [role=radiogroup], [role=toolbar], ${lists}`;

/** What kind of control an element is, or stands in. */
export function placeOf(element: Element | null): FocusPlace {
  const isIn = (selector: string): boolean => Boolean(element?.closest(selector));
  return {
    isTyping: isIn(typing),
    isList: isIn(lists),
    isPressable: isIn(pressables) && !isIn(idle),
    usesArrows: isIn(arrows),
  };
}
