import { defineErrors } from '@hezhi/contract/light';

/** Expected failures of imports. */
export const importErrors = defineErrors('cases', {
  import_no_file: [422, { 'zh-Hans': '没有收到文件', en: 'No file was received' }],
  import_kind: [415, { 'zh-Hans': '只能导入 xlsx 或 csv 文件', en: 'Only xlsx and csv files are taken' }],
  import_old_excel: [
    415,
    {
      'zh-Hans': '这是旧版 Excel（xls）或加了密码的文件，请另存为不加密的 xlsx 后再上传',
      en: 'This is an old Excel file (xls) or one with a password; save it as xlsx without a password',
    },
  ],
  import_broken: [422, { 'zh-Hans': '文件已损坏或不是表格，无法读取', en: 'The file is damaged or no spreadsheet; it cannot be read' }],
  import_quotes: [422, { 'zh-Hans': 'CSV 第{row}行附近的引号不成对', en: 'Quotes do not pair up near row {row} of the CSV' }],
  import_too_large: [413, { 'zh-Hans': '文件太大：最多 {megabytes} MB', en: 'The file is too large: {megabytes} MB at most' }],
  import_unpacks: [
    413,
    {
      'zh-Hans': '文件解压后超过 {megabytes} MB，已停止读取；请只保留要导入的工作表，删去图片和空白格式',
      en: 'Unpacked the file is over {megabytes} MB and was not read; keep only the sheet to import, without pictures and empty formats',
    },
  ],
  import_rows: [413, { 'zh-Hans': '一次最多导入 {rows} 行，请分成几个文件', en: '{rows} rows at most at a time; please split the file' }],
  import_columns_many: [413, { 'zh-Hans': '列太多：最多 {columns} 列', en: 'Too many columns: {columns} at most' }],
  import_sheets: [413, { 'zh-Hans': '工作表太多：最多 {sheets} 张', en: 'Too many sheets: {sheets} at most' }],
  import_cell: [413, { 'zh-Hans': '第{row}行有单元格超过 {max} 个字', en: 'A cell of row {row} has more than {max} characters' }],
  import_entities: [422, { 'zh-Hans': '文件中含有不允许的 XML 声明，未读取', en: 'The file holds XML declarations that are not allowed; it was not read' }],
  import_empty: [422, { 'zh-Hans': '表中除表头外没有内容', en: 'There is nothing in the sheet beside its head' }],
  import_id_taken: [409, { 'zh-Hans': '这个编号已用于另一次导入', en: 'This id belongs to another import' }],
  import_not_found: [404, { 'zh-Hans': '没有这次导入', en: 'There is no such import' }],
  import_not_yours: [403, { 'zh-Hans': '只有上传的人可以继续这次导入', en: 'Only who sent the file can go on with this import' }],
  import_changed: [409, { 'zh-Hans': '内容刚刚有变动，请刷新后再试', en: 'This has just changed; reload it and try again' }],
  import_state: [409, { 'zh-Hans': '这次导入现在不能这样操作', en: 'This cannot be done with the import as it stands' }],
  import_columns: [422, { 'zh-Hans': '请指出哪一列是反映内容，且每一列只用一次', en: 'Say which column tells what happened, and use each column once' }],
  import_question: [422, { 'zh-Hans': '没有任何类别要问“{question}”', en: 'No category asks “{question}”' }],
  import_nothing: [422, { 'zh-Hans': '没有可以导入的行', en: 'No row is ready to be imported' }],
});
