// One resource for all.
const { SlackScimDirectory } = require("pulumi-slack-scim");

new SlackScimDirectory("company", { people: require("./people.json"), groups: require("./groups.json") });
