import { isReservedWord } from "../../internal/reserved-words.js";
import { nameText } from "./literal-text.js";
import { quote } from "./source-text.js";

/** Globals that emitted text uses, and that an import must not hide. */
const globals = ["RegExp"];

/** Stands for all exports of a module. */
const everything = "*";

interface ImportedName {
  readonly exported: string;
  readonly local: string;
  readonly isType: boolean;
}

/**
 * The imports of one module. A name that is taken, because the module declares it or imports it from
 * elsewhere, gets an alias.
 */
export class ImportList {
  readonly #taken: Set<string>;
  readonly #modules = new Map<string, ImportedName[]>();

  /** @param declared the names that the module declares */
  constructor(declared: Iterable<string>) {
    this.#taken = new Set([...globals, ...declared]);
  }

  /**
   * Imports a value and gives its name within the module. `alias` is the name to use if its own is taken.
   */
  value(specifier: string, exported: string, alias = `${exported}_`): string {
    return this.#add(specifier, exported, [exported, alias], false);
  }

  /**
   * Imports all of a module under a name, and gives the name. A bundler then keeps only the members that
   * are used; `import { z } from "zod"` keeps the whole of Zod, 440 kB.
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
    // An export can have a name that no binding can have: `export { schema as enum }`.
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

/** Makes a valid name of a text: `"a 1"` is `a_1`. */
function toName(text: string): string {
  return text.replaceAll(/[^\p{ID_Continue}$]/gu, "_").replace(/^(?![\p{ID_Start}$_])/u, "_");
}
