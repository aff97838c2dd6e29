import { findSecrets } from "../../diagnostics/find-secrets.js";
import { report } from "../../diagnostics/report.js";
import type { Rule } from "../../program/rule.js";

/** No key is in the config, in a module of an agent, or in a module that it imports. */
export const checkSecrets: Rule = ({ texts }) =>
  [...texts].flatMap(([file, text]) =>
    findSecrets(text).map(({ what, start, end }) =>
      report("source/secret", { file, text, start, end }, { what }),
    ),
  );
