import { expect, test } from "vitest";
import { isOwn, ownPart, ownRoot, withoutNull } from "../../../src/compiler/emit/own-place.js";

const root = ownRoot("z.output<typeof Story>", [["tags", 0], ["author"], ["author", "name"]]);

test("a part of what has types of its own is read from it, with the paths that are left", () => {
  expect(ownRoot("Story", [])).toBeUndefined();
  expect(ownPart(root, "title", '"title"')).toBeUndefined();
  expect(ownPart(undefined, "author", '"author"')).toBeUndefined();
  const author = ownPart(root, "author", '"author"');
  expect(author).toEqual({
    text: 'z.output<typeof Story>["author"]',
    mayLack: false,
    paths: [[], ["name"]],
  });
  expect([root, author].map((place) => place && isOwn(place))).toEqual([false, true]);
});

test("of what may be absent or null, a part is read without these", () => {
  const optional = ownPart(root, "author", '"author"', true);
  const nullable = withoutNull(ownPart(root, "author", '"author"'));
  for (const place of [optional, nullable]) {
    expect(ownPart(place, "name", '"name"')).toEqual({
      text: 'NonNullable<z.output<typeof Story>["author"]>["name"]',
      mayLack: false,
      paths: [[]],
    });
  }
  expect(withoutNull(undefined)).toBeUndefined();
});

test("an element of a list is told from a property by its kind", () => {
  const tags = ownPart(root, "tags", '"tags"');
  expect(ownPart(tags, 0, "number")?.text).toBe('z.output<typeof Story>["tags"][number]');
  expect(ownPart(tags, "0", "number")).toBeUndefined();
});
