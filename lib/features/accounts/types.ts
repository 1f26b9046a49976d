import type { Action, Role } from "./constants";

declare const granted: unique symbol;

/**
 * Proof that the actor of this request may do `action` in `projectId`. Only `authorize` (lib/auth/ability.ts) makes one;
 * a verb that changes or reads something of a project takes it, so that it cannot be called unchecked, and uses its
 * `projectId` rather than the input's.
 */
export type Authorized<A extends Action = Action> = {
  readonly action: A;
  /** Null for what concerns the installation or one's own account. */
  readonly projectId: string | null;
  readonly [granted]: true;
};

/** A grant that is known to be for a project. */
export type AuthorizedInProject<A extends Action = Action> = Authorized<A> & { readonly projectId: string };

/** Who is signed in, for the shell. */
export type Viewer = {
  userId: string;
  name: string;
  email: string;
  isInstallationAdmin: boolean;
  mustChangePassword: boolean;
  /** Role by project id; an installation admin is admin everywhere and has none listed. */
  rolesByProject: Readonly<Record<string, Role>>;
};
