import type { Language } from '../language.ts';

/** What happened and to what; then why and what to do. Both are whole sentences. */
export type ErrorText = { readonly title: string; readonly hint: string };

/** A text whose blanks are filled from details, in every language. */
export type TextFor<Details, Text> = Readonly<Record<Language, (details: Details) => Text>>;
