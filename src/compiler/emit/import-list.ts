import { isReservedWord } from "../../internal/reserved-words.js";
import { nameText } from "./literal-text.js";
import { quote } from "./source-text.js";

/** Globals that emitted text names, and that an import must not hide. */
const globals = ["RegExp"];

/** What stands for all that a module exports. */
const everything = "*";

interface ImportedName {
  readonly exported: string;
  readonly local: string;
  readonly isType: boolean;
}

/**
 * The imports of one module. Names that are taken, because the module declares them or imports them
 * from elsewhere, are aliased.
 */
export class ImportList {
  readonly #taken: Set<string>;
  readonly #modules = new Map<string, ImportedName[]>();

  /** @param declared what the module itself declares */
  constructor(declared: Iterable<string>) {
    this.#taken = new Set([...globals, ...declared]);
  }

  /** Imports a value and gives its name within the module. `alias` is what it is called when its own name is taken. */
  value(specifier: string, exported: string, alias = `${exported}_`): string {
    return this.#add(specifier, exported, [exported, alias], false);
  }

  /**
   * Imports all of a module under a name, and gives the name. A bundler keeps of it what is named:
   * `import { z } from "zod"` keeps the whole of Zod, 440 kB of it.
   */
  namespace(specifier: string, name: string, alias: string): string {
    return this.#add(specifier, everything, [name, alias], false);
  }

  /** Imports a type and gives its name within the module. */
  type(specifier: string, exported: string): string {
    return this.#add(specifier, exported, [exported, `${exported}_`], true);
  }

  /** The import declarations, in the order in which their modules were first named. */
  declarations(): string[] {
    return [...this.#modules].map(([specifier, names]) => declaration(specifier, names));
  }

  #add(
    specifier: string,
    exported: string,
    [name, alias]: readonly [name: string, alias: string],
    isType: boolean,
  ): string {
    const names = this.#modules.get(specifier) ?? [];
    const known = names.find((name) => name.exported === exported);
    if (known) return known.local;
    // Anything may be exported under a word that no binding can have: `export { schema as enum }`.
    const isName = nameText(name) === name && !isReservedWord(name);
    const other = toName(alias);
    let local = isName ? name : other;
    for (let count = 1; this.#taken.has(local); count++) {
      local = count === 1 ? other : `${other}${count}`;
    }
    this.#taken.add(local);
    names.push({ exported, local, isType });
    this.#modules.set(specifier, names);
    return local;
  }
}

function declaration(specifier: string, names: readonly ImportedName[]): string {
  const [first] = names;
  const from = `from ${quote(specifier)};`;
  if (first?.exported === everything) return `import * as ${first.local} ${from}`;
  if (first?.exported === "default" && names.length === 1) return `import ${first.local} ${from}`;
  const key = ({ exported }: ImportedName) => exported.toLowerCase();
  const sorted = [...names].sort((a, b) => (key(a) < key(b) ? -1 : 1));
  const texts = sorted.map(({ exported, local, isType }) => {
    const renamed = exported === local ? exported : `${nameText(exported)} as ${local}`;
    return isType ? `type ${renamed}` : renamed;
  });
  return `import { ${texts.join(", ")} } ${from}`;
}

/** What is nearest to a text and can be a name of the module: `"a 1"` is `a_1`. */
function toName(text: string): string {
  return text.replaceAll(/[^\p{ID_Continue}$]/gu, "_").replace(/^(?![\p{ID_Start}$_])/u, "_");
}
