import {
  createPartialJsonParser,
  type PartialJsonParser,
} from "../internal/partial-json/partial-json-parser.js";
import type { JsonObject } from "../internal/json.js";
import type { JsonTree } from "../internal/partial-json/open-tree.js";
import { mayBecomeLiteral } from "../schema/literal-texts.js";
import type { Growing } from "./growing.js";
import { UnenforcedReader } from "./read-unenforced.js";

/** What the text of an output is read by while it comes. */
export interface OutputReading {
  /** What was asked for, as its author wrote it. */
  readonly schema: JsonObject;
  /** Makes a tree that undoes what a strict mode made of the schema. Default: the values as they come. */
  readonly createTree?: (() => JsonTree) | undefined;
  /** Whether the server holds the model to the schema: then the whole text is JSON. */
  readonly enforced: boolean;
}

/**
 * The output so far of an agent with a schema: parsed, not validated.
 *
 * @param describe asked at the first text, because not everything is known before
 */
export function createPartialOutput(describe: () => OutputReading): Growing<unknown> {
  let parser: PartialJsonParser | undefined;
  let reader: UnenforcedReader | undefined;
  return {
    write(text) {
      if (parser === undefined) {
        const reading = describe();
        parser = createOutputParser(reading);
        if (!reading.enforced) reader = new UnenforcedReader();
      }
      parser.write(reader === undefined ? text : reader.write(text));
    },
    end: () => parser?.end(),
    get value() {
      return parser?.value;
    },
  };
}

function createOutputParser({ schema, createTree }: OutputReading): PartialJsonParser {
  return createPartialJsonParser({
    ...(createTree && { tree: createTree() }),
    // Half a literal is not one of its values, and a tag tells objects apart only when it is whole.
    holdsBack: (text) => mayBecomeLiteral(schema, text),
  });
}

/** The text so far: the output of an agent without a schema. */
export function createPartialText(): Growing<string> {
  let text = "";
  return {
    write(more) {
      text += more;
    },
    end() {},
    get value() {
      return text === "" ? undefined : text;
    },
  };
}
