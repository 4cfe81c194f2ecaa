# __name__ __zh__

Purpose: say in two sentences what this room carries and for whom. It begins with a working example, a titled note that the posts of a territory
write and read; replace it step by step (docs/how-to/add-a-feature.md) and keep the tests green.

| word | Chinese | is |
|---|---|---|
| note (of __name__) | __zh__ | a titled line of text in a territory |

Tables: `__name__.note`.
Events out: `__name__.added` {id}. Events in: none.
Unassigned: `__name__.read`, `__name__.add` (new; give them to roles in methods/base/roles.json and take them off this line).
