import { defineErrors } from '@hezhi/contract/light';

/** Expected failures of files and papers. */
export const errors = defineErrors('documents', {
  no_file: [422, { 'zh-Hans': '没有收到文件', en: 'No file was received' }],
  no_district: [422, { 'zh-Hans': '请先选择所在区县', en: 'Say first which district the file belongs to' }],
  fields: [422, { 'zh-Hans': '随文件提交的内容有误', en: 'What was sent along with the file is not valid' }],
  not_accepted: [
    415,
    {
      'zh-Hans': '只能上传照片（JPG、PNG、WebP、AVIF）或语音（M4A、AAC、OGG、WebM、MP3、AMR）',
      en: 'Only photos (JPEG, PNG, WebP, AVIF) and voice notes (M4A, AAC, OGG, WebM, MP3, AMR) are accepted',
    },
  ],
  heic: [
    415,
    {
      'zh-Hans': '暂不支持 HEIC 照片，请在手机设置中选择“兼容性最佳”，或改传 JPG',
      en: 'HEIC photos cannot be read yet; choose “most compatible” in the camera settings or send a JPEG',
    },
  ],
  damaged: [422, { 'zh-Hans': '文件不完整或已损坏，请重新拍摄、录制或选择', en: 'The file is incomplete or damaged; take, record or choose it again' }],
  too_many_pixels: [422, { 'zh-Hans': '照片太大，最多 {megapixels} 百万像素', en: 'The photo is too large; {megapixels} megapixels at most' }],
  sound_too_large: [413, { 'zh-Hans': '语音文件太大，最多 {megabytes} MB', en: 'The voice note is too large; {megabytes} MB at most' }],
  sound_too_long: [422, { 'zh-Hans': '语音太长，每段最多 {seconds} 秒', en: 'The voice note is too long; {seconds} seconds at most' }],
  harmful: [
    422,
    {
      'zh-Hans': '这个文件没有通过安全检查，不能上传。请换一个文件',
      en: 'This file did not pass the security check and cannot be uploaded. Please choose another',
    },
  ],
  not_scanned: [503, { 'zh-Hans': '文件安全检查暂时不可用，请稍后再传', en: 'Files cannot be checked for safety at the moment; please upload it later' }],
  id_taken: [409, { 'zh-Hans': '这个编号已用于另一个文件', en: 'This id belongs to another file already' }],
  too_many: [422, { 'zh-Hans': '最多附 {max} 个文件', en: 'At most {max} files' }],
  file_gone: [409, { 'zh-Hans': '有文件已失效或已用于别处，请重新上传', en: 'A file has expired or is used elsewhere; please upload it again' }],
});
