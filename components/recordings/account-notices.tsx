"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { accountTroublesOptions, recordingsKey, retryCredentialsMutation } from "@/lib/features/recordings/queries";
import { Button, ButtonLink } from "../ui/button";
import { Notice } from "../ui/notice";
import { Time } from "../ui/time";
import { showToast } from "../ui/toast-store";

/** What Agora holds against the account, and that nothing is sent because of it. */
export function AccountNotices({ projectId, canRetry }: { projectId: string; canRetry: boolean }) {
  const client = useQueryClient();
  const { data } = useQuery(accountTroublesOptions(projectId));
  const { mutate, isPending } = useMutation({
    ...retryCredentialsMutation(),
    onSuccess: () => showToast({ title: "The credentials are tried again" }),
    onError: (error) => showToast({ title: "Nothing was changed", description: error.message, tone: "danger" }),
    onSettled: () => client.invalidateQueries({ queryKey: recordingsKey }),
  });
  return data?.map(({ kind, since, reason }) =>
    kind === "credentialsRefused" ? (
      <Notice
        key={kind}
        tone="danger"
        isAlert
        title="Agora refuses this project's credentials"
        action={
          <>
            {canRetry && (
              <Button size="sm" isLoading={isPending} onClick={() => mutate({ projectId })}>
                Try them again
              </Button>
            )}
            <ButtonLink size="sm" href="/settings">
              Settings
            </ButtonLink>
          </>
        }
      >
        Since <Time at={since} /> nothing is sent with them, because trying on would lock the account: no start, no
        stop, no check. Notifications still come in. It goes on when other credentials are saved, or these are tried
        again.
      </Notice>
    ) : (
      <Notice key={kind} tone="danger" isAlert title="The Agora account is overdue or switched off">
        Since <Time at={since} /> Agora takes no start{reason === null ? "" : ` (${reason})`}. Settle it with Agora;
        this goes away with the next start that Agora takes.
      </Notice>
    ),
  );
}
