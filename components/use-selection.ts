import { useCallback, useMemo, useRef, useState } from 'preact/hooks';
import type { JobId } from '../lib/core/job.ts';
import type { JobView } from '../lib/protocol/messages.ts';
import { nothingSelected, type Selection, select } from '../lib/ui/selection.ts';

/** The boxes of rows. */
export interface RowSelection {
  readonly ids: ReadonlySet<JobId>;
  /** The same between renders. */
  onSelect(id: JobId, isOn: boolean, isRange: boolean): void;
}

/** Which of the rows that are shown are selected. One that leaves the list is selected no more, unless it comes back. */
export function useSelection(rows: readonly JobView[]): RowSelection & {
  readonly selected: readonly JobView[];
  onSelectAll(isOn: boolean): void;
} {
  const [selection, setSelection] = useState<Selection<JobId>>(nothingSelected);
  const shown = useRef<readonly JobId[]>([]);
  shown.current = useMemo(() => rows.map(({ id }) => id), [rows]);
  return {
    ids: selection.ids,
    selected: useMemo(() => rows.filter(({ id }) => selection.ids.has(id)), [rows, selection]),
    onSelect: useCallback(
      (id, isOn, isRange) => setSelection((before) => select(before, shown.current, id, isOn, isRange)),
      [],
    ),
    onSelectAll: (isOn) => setSelection({ ids: new Set(isOn ? shown.current : []) }),
  };
}
