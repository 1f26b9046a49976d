"use server";

import { action } from "../../actions/action-client";
import { changePasswordInput } from "./schema";
import { changePassword as changePasswordVerb } from "./service/change-password";

/** Replaces one's own password; every other session of the account ends. */
export const changePassword = action("account.changePassword", changePasswordInput, ({ ctx, input }) =>
  changePasswordVerb({ ctx, input }),
);
