/** The server door of documents. */
export { room } from './room.ts';
export { registerFileAccess, visibleFile, type AskedFile, type FileAccess } from './access.ts';
export {
  claimFiles,
  fileFacts,
  filesFolder,
  filesOf,
  filesOfMatters,
  keepFile,
  photoBytes,
  uploaderIn,
  uploaderOf,
  type TokenCall,
  type Uploader,
} from './files.ts';
export { sendFile } from './serve.ts';
export { Clamd, readScanSettings, ScannerAway, scanUpload, useScanner, type ClamdAddress, type ScanSettings, type UploadScanner } from './scanner.ts';
export { filePass, passHolds, passLimits } from './passes.ts';
export { FolderStore, type FileStore, type Stored } from './store.ts';
export { purgeFiles } from './purge.ts';
export { printPaper, renderPdf, type PrintedPaper } from './papers.ts';
export { renderDocx } from './printers.ts';
export { PaperFonts } from './fonts.ts';
export { backupFiles, restoreFiles } from './backup.ts';
