"use server";

import { action } from "../../actions/action-client";
import { changePasswordInput } from "./schema";
import { changePassword as changePasswordVerb } from "./service/change-password";

/** Replaces one's own password and ends one's other sessions. */
export const changePassword = action("account.changePassword", changePasswordInput, async ({ ctx, input }) =>
  changePasswordVerb({ ctx, input }),
);
