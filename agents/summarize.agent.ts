import { Agent, maxTokens, param, streaming } from "troupe";

/** Summarizes a text for a reader in a hurry. */
@streaming()
@maxTokens(1_000)
export class SummarizeAgent extends Agent {
  @param({ minLength: 1 }) text!: string;

  /** How long the summary may be, in sentences. */
  @param({ min: 1, max: 20, int: true }) sentences = 3;

  /** The language of the summary. Without it, the language of the text. */
  @param() language?: string;

  override system() {
    return "You summarize texts. Begin at once, without a preamble.";
  }

  override user() {
    const language = this.language ? ` in ${this.language}` : "";
    return `Summarize in at most ${this.sentences} sentences${language}:\n\n${this.text}`;
  }
}
