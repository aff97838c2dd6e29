/** What the model names as the source of something that it says: a page, or a file. */
export interface Source {
  /** The address of the page. Absent for a file. */
  readonly url?: string;
  /** The page's title, or the file's name. */
  readonly title?: string;
  /** The provider's id of the file. */
  readonly fileId?: string;
  /** The words of the source that support the text, where the provider quotes them. */
  readonly quote?: string;
}

/** A range of a text, in UTF-16 units: `text.slice(start, end)`. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}
