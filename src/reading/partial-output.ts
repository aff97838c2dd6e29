import {
  createPartialJsonParser,
  type PartialJsonParser,
} from "../internal/partial-json/partial-json-parser.js";
import type { JsonObject } from "../internal/json.js";
import type { JsonTree } from "../internal/partial-json/open-tree.js";
import { mayBecomeLiteral } from "../schema/literal-texts.js";
import type { Growing } from "./growing.js";
import { UnenforcedReader } from "./read-unenforced.js";

/** How to read the text of an output while it arrives. */
export interface OutputReading {
  /** The author's schema. */
  readonly schema: JsonObject;
  /** Creates a tree that changes values back from their lowered form. Default: values stay as they are. */
  readonly createTree?: (() => JsonTree) | undefined;
  /** Whether the server enforces the schema, so that the whole text is JSON. */
  readonly enforced: boolean;
}

/**
 * The output so far of an agent with a schema: parsed, not validated.
 *
 * @param describe called at the first text, because not everything is known before
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
    // An incomplete literal is not a valid value, and only a complete tag tells objects apart.
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
