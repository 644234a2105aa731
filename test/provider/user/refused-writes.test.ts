import { createUser, updateUser } from "../../../provider/user/lifecycle";
import { ADA, addLongAgo, emailOf, inWorld } from "../support";

const REFUSED = { status: 400, code: "invalid_attribute_format", times: 1 } as const;

test("a create that is refused for something else than a conflict takes nobody over, however alike", () =>
  inWorld(async ({ slack, begin, lines }) => {
    addLongAgo(slack, { userName: "ada.l", ...emailOf("ada@example.com"), title: "Analyst" });
    slack.fault({ method: "POST", path: "Users", ...REFUSED });
    await expect(createUser(begin(), ADA)).rejects.toMatchObject({ slackCode: "invalid_attribute_format" });
    expect(lines).toEqual([]);
  }));

test("an update that is refused for something else than a conflict says that, and looks for nobody", () =>
  inWorld(async ({ slack, begin, asked }) => {
    const { id, outs } = await createUser(begin(), ADA);
    slack.fault({ method: "PATCH", path: "Users/*", ...REFUSED });
    asked();
    const update = updateUser(begin(), id, outs, { ...ADA, title: "Countess" });
    await expect(update).rejects.toMatchObject({ slackCode: "invalid_attribute_format" });
    expect(asked()).toEqual(["GET Users 200", `PATCH Users/${id} 400`]);
  }));
