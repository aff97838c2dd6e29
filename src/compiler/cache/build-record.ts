import { randomUUID } from "node:crypto";
import path from "node:path";
import type { Compiled } from "../program/compiled.js";
import type { FileTree } from "../emit/emit-input.js";
import type { LeftOutput } from "../write/is-as-left.js";
import { diskWithin } from "../disk/disk.js";
import { findCacheFolder, makeCacheFolder } from "./cache-folder.js";
import type { BuildInputs } from "./inputs.js";
import {
  isDiagnostics,
  isInputs,
  isOutput,
  isParts,
  isSection,
  isSums,
} from "./is-stored-record.js";
import type { KeptModule, KeptParts } from "./kept-parts.js";
import { NotPlainError, pack, type Packed, unpack } from "./pack.js";
import { readStored, storeFile } from "./stored-file.js";
import { sumOfText } from "./sum.js";
import { unlessBroken } from "../../internal/unless-broken.js";

/** What a build made, and its inputs. */
export interface BuildRecord {
  readonly inputs: BuildInputs;
  /** Everything except the content of the output, which is represented by hashes. */
  readonly left: LeftOutput & Omit<Compiled, "tree">;
  /** The output. It and the parts are read only on demand, because an unchanged project needs neither. */
  readTree(): FileTree | undefined;
  /** What it knows of each agent. */
  readParts(): KeptParts | undefined;
}

/** Identifies the build of a record. */
export interface RecordKey {
  /** Absolute. */
  readonly root: string;
  /** The config, absolute. */
  readonly config: string;
  /** The build's options that override the config, as JSON. */
  readonly given: string;
}

/**
 * @param root absolute
 * @param config from the root
 * @param given the build's options that override the config
 */
export function recordKey(
  root: string,
  config: string,
  given: {
    readonly standalone?: boolean | undefined;
    readonly agentsMd?: string | undefined;
  },
): RecordKey {
  return { root, config: path.resolve(root, config), given: JSON.stringify(given) };
}

/** One of three files; the other two are larger, and rarely read. */
interface StoredRecord extends RecordKey {
  readonly format: typeof format;
  readonly id: string;
  readonly inputs: BuildInputs;
  readonly output: string;
  readonly agents: number;
  readonly networks: number;
  readonly diagnostics: Packed;
  readonly section?: Compiled["section"];
  readonly sums: LeftOutput["sums"];
}

interface StoredTree {
  readonly tree: readonly (readonly [name: string, content: string])[];
}

interface StoredParts {
  /** The record's. */
  readonly id: string;
  readonly modules: readonly (readonly [file: string, module: Packed])[];
  readonly others: Packed;
}

/**
 * Increase it when the format of a record changes. Records of other compilers are dropped because of their
 * inputs.
 */
const format = 5;

/**
 * Reads what the last build of a project left. `undefined` if there is no record, or if it is incomplete,
 * of another format or of another project.
 */
export function readRecord(key: RecordKey): BuildRecord | undefined {
  const files = filesOf(key);
  const stored = files && (readStored(files.record) as Partial<StoredRecord> | null | undefined);
  if (!stored || stored.format !== format) return undefined;
  const isSame = (Object.keys(key) as (keyof RecordKey)[]).every(
    (name) => stored[name] === key[name],
  );
  if (!isSame) return undefined;
  const { inputs, output, agents = -1, networks = -1, sums, section, id } = stored;
  const diagnostics = unlessBroken(() => unpack(stored.diagnostics as Packed));
  if (!isOutput(output) || !isInputs(inputs, path.join(key.root, output))) return undefined;
  if (!isSums(sums, agents + networks) || !isSection(section) || !isDiagnostics(diagnostics))
    return undefined;
  return {
    inputs,
    left: { output, agents, networks, sums, section, diagnostics },
    readTree: () =>
      unlessBroken(() => {
        const found = readStored(files.tree) as StoredTree | undefined;
        return found && toTree(found, sums);
      }),
    readParts: () =>
      unlessBroken(() => {
        const found = readStored(files.parts) as StoredParts | undefined;
        return found && found.id === id ? unpackParts(found) : undefined;
      }),
  };
}

/** The files of an output; `undefined` if they do not match the record. */
function toTree({ tree }: StoredTree, sums: LeftOutput["sums"]): FileTree | undefined {
  const files = new Map(tree);
  const isSame = [...files].every(([name, content]) => sumOfText(content) === sums[name]);
  JSON.parse(files.get("manifest.json") ?? "");
  return isSame && files.size === Object.keys(sums).length ? files : undefined;
}

/** Keeps what a build made, for the next one. */
export function writeRecord(
  key: RecordKey,
  inputs: BuildInputs,
  { output, agents, networks, tree, section, diagnostics }: Compiled,
  parts: KeptParts | undefined,
): void {
  const files = filesOf(key);
  if (files === undefined) return;
  try {
    makeCacheFolder(files);
  } catch {
    return;
  }
  const disk = diskWithin(files.folder);
  const id = randomUUID();
  storeFile(files.tree, { tree: [...tree] } satisfies StoredTree, disk);
  if (parts) storeFile(files.parts, { id, ...packParts(parts) } satisfies StoredParts, disk);
  const record: StoredRecord = {
    ...key,
    format,
    id,
    inputs,
    output,
    agents,
    networks,
    diagnostics: pack(diagnostics),
    section,
    sums: Object.fromEntries([...tree].map(([name, content]) => [name, sumOfText(content)])),
  };
  storeFile(files.record, record, disk);
}

/** The packed form of each unpacked module, because most modules are kept unchanged. */
const packedModules = new WeakMap<KeptModule, Packed>();

/** Packs each module separately, because a module that is more than data is left out. */
function packParts({ modules, ...others }: KeptParts): Omit<StoredParts, "id"> {
  const packed = [...modules].flatMap(([file, module]) => {
    try {
      return [[file, packedModules.get(module) ?? pack(module)] as const];
    } catch (error) {
      if (error instanceof NotPlainError) return [];
      throw error;
    }
  });
  return { modules: packed, others: pack(others) };
}

function unpackParts({ modules, others }: StoredParts): KeptParts {
  const unpacked = modules.map(([file, packed]) => {
    const module = unpack(packed) as KeptModule;
    packedModules.set(module, packed);
    return [file, module] as const;
  });
  const parts = unpack(others);
  if (!isParts(parts)) throw new NotPlainError("What is kept of the parts of a project is broken.");
  return { ...parts, modules: new Map(unpacked) };
}

function filesOf({ root, config }: RecordKey) {
  const found = findCacheFolder(root);
  if (found === undefined) return undefined;
  const name = path.join(found.folder, sumOfText(`${root}\n${config}`).slice(0, 16));
  return {
    ...found,
    record: `${name}.build.json`,
    tree: `${name}.output.json`,
    parts: `${name}.agents.json`,
  };
}
