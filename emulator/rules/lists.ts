import type { Rule } from "./rule";
import { SWITCH_TEST } from "./switch-test";

/** Rules about lists and filters. */
export const LIST_RULES: readonly Rule[] = [
  {
    id: "list-default-count",
    rule: "A list has ten resources unless `count` says otherwise.",
    mark: "doc",
    test: "a list has ten resources unless count says otherwise, deactivated people and bots among them",
  },
  {
    id: "list-cap",
    rule: "A count over 1,000 is 1,000, without a word.",
    mark: "doc",
    test: "a count over 1,000 gives 1,000 without a word",
  },
  {
    id: "list-start-index",
    rule: "startIndex below 1 is 1.",
    mark: "inferred",
    test: "?%s starts at %i and has %i of three",
    switch: "startIndexBelowOne",
  },
  {
    id: "list-count-zero",
    rule: "A count of 0 or less gives an empty page with its totals.",
    mark: "inferred",
    test: SWITCH_TEST,
    switch: "countBelowOne",
  },
  {
    id: "list-items-per-page",
    rule: "itemsPerPage is the number of resources in the page.",
    mark: "sdk sample",
    test: SWITCH_TEST,
    switch: "itemsPerPage",
  },
  {
    id: "list-sort",
    rule: "sortOrder takes ascending and descending, and nothing is sorted.",
    mark: "doc",
    test: "sortOrder takes two words and changes nothing",
  },
  {
    id: "list-attributes",
    rule: "`attributes` and `excludedAttributes` have no effect.",
    mark: "inferred",
    test: SWITCH_TEST,
    switch: "attributesParameter",
  },
  {
    id: "list-filter",
    rule: "Filters take eq, co, sw, pr, gt, ge, lt, le, and, or, and parentheses, in any case and in the spellings live clients use.",
    mark: "doc",
    test: "the filter %s finds %j in both versions",
  },
  {
    id: "list-filter-v2",
    rule: "Filters work in v2 as in v1, although the documentation does not offer them there.",
    mark: "community",
    test: SWITCH_TEST,
    switch: "filterV2",
  },
  {
    id: "list-filter-case",
    rule: "Values of filters are compared without regard to case.",
    mark: "doc",
    test: SWITCH_TEST,
    switch: "filterCase",
  },
  {
    id: "list-filter-word",
    rule: "A filter that begins with the word `filter=`, as in Slack's Python documentation, is `invalid_query`.",
    mark: "inferred",
    test: SWITCH_TEST,
    switch: "leadingFilterWord",
  },
  {
    id: "list-filter-guests",
    rule: "`restricted` and `ultra_restricted` find multi- and single-channel guests.",
    mark: "doc",
    test: "the filter %s finds multi-channel guests",
  },
  {
    id: "list-filter-errors",
    rule: "Bad filters are `no_filters`, `incomplete_filter`, `invalid_query` or `invalid_filter_group`, too long ones `query_building_failed`.",
    mark: "doc",
    test: "the filter %s is refused with %s",
  },
  {
    id: "list-no-filters",
    rule: "`no_filters` carries the suffix `(is_aggregate_call=1)`.",
    mark: "sdk sample",
    test: "no_filters carries Slack's suffix",
  },
  {
    id: "list-incomplete-filter",
    rule: "`incomplete_filter` was once seen without a code.",
    mark: "community",
    test: SWITCH_TEST,
    switch: "incompleteFilter",
  },
  {
    id: "list-filter-groups",
    rule: "Groups are filtered by displayName.",
    mark: "community",
    test: "groups are filtered by displayName",
  },
];
