/** Who does it. Every change names one; audit rows keep it. */
export type Actor = UserActor | { kind: "system"; id: string } | { kind: "notification"; id: string };

/** A signed-in person, read from the session row of this request. */
export type UserActor = {
  kind: "user";
  userId: string;
  sessionId: string;
  name: string;
  /** `admin` is admin of every project of the installation; null has only what memberships grant. */
  installationRole: "admin" | null;
};

/** The id an audit row keeps. */
export function actorId(actor: Actor): string {
  return actor.kind === "user" ? actor.userId : actor.id;
}
