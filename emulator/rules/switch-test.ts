/** The title of the test that tries every switch. */
export const SWITCH_TEST = "the switch $name has an effect for each of its values";
