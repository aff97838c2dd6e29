import { dirname } from "node:path";
import { ts } from "ts-morph";
import { openLibrary } from "../../src/compiler/source/library.js";

const library = new Map<string, ts.SourceFile>();
const declarations = new Map<string, ts.SourceFile | undefined>();

/**
 * Opens a project with the TypeScript 6 that ts-morph brings. The declarations of packages are parsed once in a
 * process, whatever the options: these say how a declaration is checked, and not what it consists of.
 */
export function openWithTypeScript6(tsconfig: string): ts.Program {
  const read = ts.getParsedCommandLineOfConfigFile(tsconfig, undefined, {
    ...ts.sys,
    onUnRecoverableConfigFileDiagnostic({ messageText }) {
      throw new Error(ts.flattenDiagnosticMessageText(messageText, "\n"));
    },
  });
  if (read === undefined) throw new Error(`${tsconfig} cannot be read`);
  const { options, fileNames, errors } = read;
  const host = ts.createCompilerHost(options);
  const own = openLibrary(options, library);
  const parse = host.getSourceFile.bind(host);
  host.getCurrentDirectory = () => dirname(tsconfig);
  host.getDefaultLibLocation = () => own.folder;
  host.getDefaultLibFileName = (asked) => `${own.folder}/${ts.getDefaultLibFileName(asked)}`;
  host.getSourceFile = (file, settings, ...rest) => {
    const isOfPackage = /\/(?:node_modules|dist)\/.*\.d\.[cm]?ts$/.test(file);
    if (!isOfPackage) return parse(file, settings, ...rest);
    const format = typeof settings === "object" ? settings.impliedNodeFormat : undefined;
    const key = `${format} ${file}`;
    if (!declarations.has(key)) {
      declarations.set(key, own.open(file) ?? parse(file, settings, ...rest));
    }
    return declarations.get(key);
  };
  return ts.createProgram({
    rootNames: fileNames,
    options,
    host,
    configFileParsingDiagnostics: errors,
  });
}
