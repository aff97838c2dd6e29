import { ts } from "../../source/typescript.js";

/**
 * Finds what keeps an agent from being made without arguments: the first required parameter of its
 * constructor, or the modifier that hides the constructor.
 * @param classes from the first ancestor to the class itself
 */
export function findConstructorObstacle(
  classes: readonly ts.ClassLikeDeclaration[],
): ts.Node | undefined {
  for (const { members } of classes.toReversed()) {
    const constructors = members.filter(ts.isConstructorDeclaration);
    const overloads = constructors.filter(({ body }) => body === undefined);
    const [first, ...others] = (overloads.length > 0 ? overloads : constructors).map(obstacleOf);
    if (constructors.length > 0) return others.includes(undefined) ? undefined : first;
  }
  return undefined;
}

function obstacleOf({ modifiers, parameters }: ts.ConstructorDeclaration): ts.Node | undefined {
  const hiding = modifiers?.find(
    ({ kind }) => kind === ts.SyntaxKind.PrivateKeyword || kind === ts.SyntaxKind.ProtectedKeyword,
  );
  return (
    hiding ??
    parameters.find(
      ({ questionToken, initializer, dotDotDotToken }) =>
        !questionToken && !initializer && !dotDotDotToken,
    )
  );
}
