import { withMessage, type AgentError } from "../../errors.js";
import { environmentSecrets } from "../../errors/redact/environment-secrets.js";
import { redactError } from "../../errors/redact/redact-error.js";
import { redact } from "../../errors/redact/redact.js";

/** Longer words of a provider are cut where they are shown. */
const maxWarningLength = 500;

/** Longer names and ids are not meant. */
const maxNameLength = 256;

/**
 * What everything passes that comes back from a request and is shown beside the answer itself: errors and
 * their causes, refusals, warnings, names and ids. It takes the keys out. What the model says is the answer,
 * and goes by it untouched.
 */
export class Gate {
  readonly #mayQuote: boolean;
  #secrets: (() => readonly string[]) | undefined;
  /** By ids as they came, those that are shown in another form. Nearly always none. */
  #ids: Map<string, string> | undefined;

  /** @param mayQuote whether what caused a failure may be told: what a `fetch` throws can quote the prompt */
  constructor(mayQuote: boolean) {
    this.#mayQuote = mayQuote;
  }

  /** Given to the provider, which says what it sends along. */
  readonly hideSecrets = (secrets: () => readonly string[]): void => {
    this.#secrets = secrets;
  };

  /**
   * A text without what was sent along, which is all that can come back; of a provider that does not say it,
   * without what is secret in the environment.
   */
  text(text: string): string {
    return redact(text, this.#secrets?.() ?? environmentSecrets());
  }

  warning(message: string): string {
    return cut(this.text(message), maxWarningLength);
  }

  /** The name of a tool. The author's own are as they are. */
  toolName(name: string, tools: readonly { readonly name: string }[] = []): string {
    if (tools.some((tool) => tool.name === name)) return name;
    return cut(this.text(name), maxNameLength);
  }

  /** Takes the id of a call that begins. */
  takeId(id: string): string {
    const shown = this.text(id);
    if (shown !== id) (this.#ids ??= new Map()).set(id, shown);
    return shown;
  }

  /** An id that was taken, as it is shown. */
  id(id: string): string {
    return this.#ids?.get(id) ?? id;
  }

  /** An error may be of any code that ran, so that the secrets of the environment are taken out as well. */
  error(error: AgentError): AgentError {
    const told = this.#mayQuote ? error : withMessage(error, error.message, { cause: undefined });
    const clean = redactError(told, environmentSecrets());
    return this.#secrets === undefined ? clean : redactError(clean, this.#secrets());
  }
}

function cut(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length)}…` : text;
}
