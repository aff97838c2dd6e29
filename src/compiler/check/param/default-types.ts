import { satisfies } from "../../../schema/satisfies.js";
import { report } from "../../diagnostics/report.js";
import { typeDocument } from "../../link/type-schema.js";
import type { Rule } from "../../program/rule.js";

/** A default is of its param's type. tsc says so as well, but a build need not come after tsc. */
export const checkDefaultTypes: Rule = ({ agents }) =>
  agents.flatMap(({ params }) =>
    params.flatMap(({ name, type, schema, default: value, initializer }) => {
      // What a Zod schema takes need not be what it makes, which is the field's type.
      if (value === undefined || type === undefined || schema !== undefined) return [];
      const asked = typeDocument(type);
      if (satisfies(value, asked, asked)) return [];
      return [
        report("param/default-mismatch", initializer, { name, value: JSON.stringify(value) }),
      ];
    }),
  );
