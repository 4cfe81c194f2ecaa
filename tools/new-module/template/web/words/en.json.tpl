{
  "nav": "__Name__",
  "title": "Title",
  "area": "Area",
  "at": "Time",
  "add": "Add",
  "added": "Added",
  "emptyTitle": "Nothing here yet",
  "emptyWhy": "Write the first one above; every post of this territory will see it"
}
