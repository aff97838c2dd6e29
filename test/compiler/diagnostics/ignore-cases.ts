import { decorated, type DiagnosticCase } from "./catalogue-tests.js";

/** Comments that turn nothing off. */
export const ignoreCases: readonly DiagnosticCase[] = [
  {
    mistake: "comments that turn nothing off, and what they do not turn off",
    module: decorated(
      `@streaming()
// troupe-ignore agent/streaming-cache
@cache("1h")
// troupe-ignore
// troupe-ignore agent/streeming-cache -- it is misspelt
// troupe-ignore agent/streaming-cache, param/unread -- two at once
// troupe-ignore agent/no-model -- it is an error
// troupe-ignore ignore/unused -- it is of this kind itself`,
    ),
    expected: [
      ["ignore/incomplete", "// troupe-ignore agent/streaming-cache"],
      ["agent/streaming-cache", '"1h"'],
      ["ignore/incomplete", "// troupe-ignore"],
      ["ignore/unknown-code", "// troupe-ignore agent/streeming-cache -- it is misspelt"],
      [
        "ignore/unknown-code",
        "// troupe-ignore agent/streaming-cache, param/unread -- two at once",
      ],
      ["ignore/refused", "// troupe-ignore agent/no-model -- it is an error"],
      ["ignore/refused", "// troupe-ignore ignore/unused -- it is of this kind itself"],
    ],
  },
];
