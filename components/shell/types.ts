/** What the shell shows of a project. */
export type ShellProject = {
  id: string;
  name: string;
  /** `sandbox` is marked, so that nobody mistakes it for a paid recording. */
  kind: "agora" | "sandbox";
  /** IANA zone of the project's streams; null where none is set, and then it is UTC. */
  timeZone: string | null;
};

/** What the shell shows of the person who is signed in. */
export type ShellUser = {
  name: string;
  email: string;
  /** The role in the current project, in words: "Operator". Null with no project. */
  roleName: string | null;
};
