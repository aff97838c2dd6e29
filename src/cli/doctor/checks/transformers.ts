import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { installedMajor } from "../../setup/installed-package.js";
import { readJsonc } from "../../setup/read-jsonc.js";
import type { Check } from "../view/check.js";
import { edit, error, ok, warning, type Finding } from "../view/finding.js";
import { isStandalone } from "../view/is-standalone.js";
import type { ProjectView } from "../view/project-view.js";
import { messageOf } from "../../../internal/message-of.js";

/** Compilers of TypeScript other than tsc and bundlers are set up for decorators. */
export const checkTransformers: Check = async (project) => {
  if (await isStandalone(project)) return [];
  return [...checkNext(project), ...checkSwc(project), ...checkBabel(project)];
};

/** This package supports Turbopack's form of decorators; Next's webpack only has the legacy form. */
function checkNext({ root, packageJson, tsconfig }: ProjectView): Finding[] {
  if (!packageJson?.dependencies.has("next")) return [];
  const scripts = [...packageJson.scripts].filter(([, text]) =>
    /\bnext\s+(?:dev|build)\b/.test(text),
  );
  // The default before Next 16.
  const isDefault = (installedMajor(root, "next") ?? 16) < 16;
  const byWebpack = scripts.find(([, text]) =>
    isDefault ? !/--turbo(?:pack)?\b/.test(text) : /--webpack\b/.test(text),
  );
  if (byWebpack === undefined) return [ok("Next: Turbopack compiles decorators")];
  if (tsconfig?.["experimentalDecorators"] === true) {
    return [ok("Next: webpack compiles decorators, with experimentalDecorators")];
  }
  return [
    error(
      `The script "${byWebpack[0]}" uses webpack, with which Next supports decorators only if experimentalDecorators is set.`,
      edit(`"experimentalDecorators": true in tsconfig.json`),
    ),
  ];
}

/** https://swc.rs/docs/configuration/compilation */
function checkSwc({ root }: ProjectView): Finding[] {
  const file = join(root, ".swcrc");
  if (!existsSync(file)) return [];
  let swcrc: unknown;
  try {
    swcrc = readJsonc(readFileSync(file, "utf8"));
  } catch (cause) {
    const reason = messageOf(cause);
    return [warning(`.swcrc cannot be read: ${reason}`, edit("Mend .swcrc"))];
  }
  // One configuration for all files, or a list with one for each kind of file.
  const parsers = [swcrc].flat().map((options) => property(property(options, "jsc"), "parser"));
  const typescript = parsers.filter((parser) => property(parser, "syntax") === "typescript");
  if (typescript.some((parser) => property(parser, "decorators") === true)) {
    return [ok(".swcrc: compiles decorators")];
  }
  return [
    warning(
      ".swcrc does not enable decorators, so SWC rejects the modules of agents.",
      edit(`"jsc": { "parser": { "syntax": "typescript", "decorators": true } } in .swcrc`),
    ),
  ];
}

const babelConfig = /^(?:babel\.config\.(?:[cm]?[jt]s|json)|\.babelrc(?:\.(?:[cm]?js|json))?)$/;
const decoratorsPlugin = /\b(?:plugin-)?proposal-decorators\b/;
/** Drafts in which a decorator of a member cannot access its class. */
const oldVersion = /\bversion["']?\s*:\s*["'`](20(?:21-12|22-03|23-01))["'`]/;

const isLegacy = /\b(?:version["']?\s*:\s*["'`]legacy|legacy["']?\s*:\s*true)/;

/** https://babeljs.io/docs/babel-plugin-proposal-decorators */
function checkBabel({ root }: ProjectView): Finding[] {
  const names = existsSync(root) ? readdirSync(root).filter((name) => babelConfig.test(name)) : [];
  return names.sort().map((name) => {
    const text = readFileSync(join(root, name), "utf8");
    if (!decoratorsPlugin.test(text)) {
      return warning(
        `${name} does not use @babel/plugin-proposal-decorators. Without it, Babel rejects the modules of agents.`,
        edit(`["@babel/plugin-proposal-decorators", { "version": "2023-11" }] in plugins`),
      );
    }
    const [, version] = oldVersion.exec(text) ?? [];
    if (version !== undefined) {
      return error(
        `${name} sets decorators to version ${version}, which does not say in which class a param or a tool is.`,
        edit(`"version": "2023-11"`),
      );
    }
    if (isLegacy.test(text) && !text.includes("class-properties")) {
      return warning(
        `${name} has legacy decorators but no class properties, so Babel leaves decorated fields without a value.`,
        edit(`"version": "2023-11", or "@babel/plugin-transform-class-properties" in plugins`),
      );
    }
    // Plugins run before presets, and decorators turn a field with `!` into one with a value, which the
    // preset rejects.
    const typescript = text.search(
      /\bplugin-transform-typescript\b|["'`]transform-typescript["'`]/,
    );
    if (
      /\bpreset-typescript\b/.test(text) &&
      !isBefore(typescript, text.search(decoratorsPlugin))
    ) {
      return warning(
        `${name} compiles decorators before types, so Babel rejects a param such as @param() topic!: string.`,
        edit(`"@babel/plugin-transform-typescript" in plugins, before the decorators`),
      );
    }
    return ok(`${name}: compiles decorators`);
  });
}

function isBefore(place: number, other: number): boolean {
  return place >= 0 && place < other;
}

function property(value: unknown, name: string): unknown {
  return Object(value)[name];
}
