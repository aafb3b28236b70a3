import { useInfiniteQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { Page } from "../api/types";
import { useT } from "../i18n";
import { Button } from "./button";
import { Loading, ProblemNote } from "./states";

/** How often a list with something on its way is read again, in milliseconds. */
const LOOK = 2_000;

/** A list that is read page by page: while it loads, when it fails, when it is empty, and when there is more. */
export function Paged<T>({
  queryKey,
  read,
  empty,
  isOnItsWay,
  children,
}: {
  queryKey: readonly unknown[];
  read: (cursor: string | null) => Promise<Page<T>>;
  empty: ReactNode;
  /** Whether something will soon be another: the list is read again while there is such a thing. */
  isOnItsWay?: (item: T) => boolean;
  children: (items: T[]) => ReactNode;
}) {
  const t = useT();
  const list = useInfiniteQuery({
    queryKey: [...queryKey, "pages"],
    queryFn: ({ pageParam }) => read(pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next_cursor,
    refetchInterval: ({ state }) =>
      isOnItsWay && state.data?.pages.some((page) => page.items.some(isOnItsWay)) ? LOOK : false,
  });
  if (list.isPending) return <Loading />;
  const items = (list.data?.pages ?? []).flatMap((page) => page.items);
  return (
    <>
      {list.isError ? <ProblemNote problem={list.error} onRetry={() => void list.refetch()} /> : null}
      {items.length > 0 ? children(items) : list.isError ? null : empty}
      {list.hasNextPage ? (
        <div className="mt-4 flex justify-center">
          <Button busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {t("common.more")}
          </Button>
        </div>
      ) : null}
    </>
  );
}
