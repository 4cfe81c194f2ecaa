{
  "nav": "__zh__",
  "title": "标题",
  "area": "区域",
  "at": "时间",
  "add": "添加",
  "added": "已添加",
  "emptyTitle": "还没有__zh__",
  "emptyWhy": "在上面写下第一条，本辖区的岗位都能看到"
}
