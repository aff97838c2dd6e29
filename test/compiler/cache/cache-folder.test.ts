import { chmodSync, mkdirSync, realpathSync, symlinkSync } from "node:fs";
import path from "node:path";
import { expect, test, vi } from "vitest";
import { findCacheFolder } from "../../../src/compiler/cache/cache-folder.js";
import { useFolder } from "../write/output-folder.js";

/** Two folders: a project without packages, and the folder of the user in the system's temporary one. */
function useTemporaryFolder() {
  const temporary = realpathSync(useFolder());
  // As Windows calls it, and all others.
  for (const name of ["TEMP", "TMPDIR"]) vi.stubEnv(name, temporary);
  const folder = path.join(temporary, `troupe-${process.getuid?.() ?? "cache"}`);
  return { root: useFolder(), folder };
}

test("a project keeps it with its packages, and one without any in a folder of the user", () => {
  const { root, folder } = useTemporaryFolder();
  expect(findCacheFolder(root)?.folder).toBe(folder);
  mkdirSync(path.join(root, "node_modules"));
  expect(findCacheFolder(root)?.folder).toBe(path.join(root, "node_modules/.cache/troupe"));
});

test.skipIf(process.platform === "win32")(
  "nothing is kept in a folder of the user that others may read or write",
  () => {
    const { root, folder } = useTemporaryFolder();
    mkdirSync(folder, 0o700);
    expect(findCacheFolder(root)?.folder).toBe(folder);
    for (const mode of [0o770, 0o707, 0o740]) {
      chmodSync(folder, mode);
      expect(findCacheFolder(root)).toBeUndefined();
    }
  },
);

test("nothing is kept in what is a link", () => {
  const { root, folder } = useTemporaryFolder();
  symlinkSync(root, folder);
  expect(findCacheFolder(root)).toBeUndefined();
});
