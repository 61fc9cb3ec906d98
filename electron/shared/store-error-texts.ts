/** What the errors of the store say: what is wrong with the data, and what to do, step by step. */
import { text } from './error-text-entry.ts';
import type { Entry } from './error-text-entry.ts';
import type { ErrorCode } from './errors.ts';

export const storeErrorTexts = {
  'store.key-missing': text(
    '找不到数据密钥，数据打不开（数据都还在）',
    '1. 不要删除或重建数据文件夹。2. 把备份的密钥文件放回原处，或用 INTAKE_KEY_FILE 指明它在哪里。3. 重新启动。',
    'The data key is missing; the data is there but cannot be opened',
    '1. Delete nothing in the data folder. 2. Put the saved key file back, or name it in INTAKE_KEY_FILE. 3. Start again.',
  ),
  'store.key-wrong': text(
    '数据密钥与这份数据不配，打不开（数据都还在）',
    '1. 不要删除或重建数据文件夹。2. 换回这份数据原来的密钥文件；若刚刚恢复过备份，密钥和数据要用同一份备份。3. 重新启动。',
    'The data key does not belong to this data; the data is there but cannot be opened',
    '1. Delete nothing in the data folder. 2. Put back the key file of this data; after a restore, key and data must come from the same backup. 3. Start again.',
  ),
  'store.key-storage-insecure': text(
    '系统的密钥保管方式不安全',
    '请管理员设置系统密钥环，或用 INTAKE_KEY_FILE 指定只有本用户可读的密钥文件。',
    'The system key storage is not safe',
    'Set up the system key ring, or name a key file readable by this user only in INTAKE_KEY_FILE.',
  ),
  'store.corrupt': text(
    '数据库文件 intake.db 损坏',
    '1. 停止使用，把整个数据文件夹复制一份留底。2. 从备份取同一时间的 intake.db（若有 intake.db-wal 也一起）放回，备份里没有 intake.db-wal 时先把现有的那个移走。3. 重新启动；页图像不会被删除。',
    'The database file intake.db is damaged',
    '1. Stop, and copy the whole data folder aside. 2. Put back intake.db from the backup (with its intake.db-wal if it has one; if not, first move the present intake.db-wal away). 3. Start again; no page image is deleted.',
  ),
  'store.missing': text(
    '数据库文件 intake.db 不见了，页图像还在',
    '1. 不要新建数据文件夹。2. 看看 intake.db 是否被移走、改名，或数据盘没有挂上；找到就放回原处。3. 找不到时从备份放回 intake.db，再重新启动；页图像不会被删除。',
    'The database file intake.db is gone; the page images are still there',
    '1. Make no new data folder. 2. See whether intake.db was moved or renamed, or its disk is not mounted; put it back. 3. Otherwise restore intake.db from the backup and start again; no page image is deleted.',
  ),
  'store.not-a-database': text(
    'intake.db 的位置上是别的东西，不是数据库',
    '1. 把它移到别处留底，不要删除。2. 从备份放回真正的 intake.db。3. 重新启动；页图像不会被删除。',
    'What lies in the place of intake.db is no database of this program',
    '1. Move it elsewhere, do not delete it. 2. Put the real intake.db back from the backup. 3. Start again; no page image is deleted.',
  ),
  'store.behind': text(
    '数据库比上次使用时旧，后来收的页没有记录',
    '现在只能查看，不能收件。1. 若放回了旧备份：换回较新的 intake.db（连同 intake.db-wal）再启动。2. 若旧的就是最新可用的：管理员执行 npm run -s intake -- accept-store --admin <账号>，或在“数据安全”里确认；没有记录的页图像会移入隔离区，不会删除。',
    'The database is older than when it was last used; later pages have no record',
    'It is open for looking only. 1. If an old backup was put back: put the newer intake.db (with its intake.db-wal) back and start again. 2. If the old one is the best there is: an administrator runs npm run -s intake -- accept-store --admin <account>, or confirms it in Data safety; page images without a record go to quarantine and are not deleted.',
  ),
  'store.log-damaged': text(
    '数据库的日志文件 intake.db-wal 中间损坏，最近的记录读不出来',
    '现在只能查看，不能收件。1. 把整个数据文件夹复制一份留底。2. 有更新的备份就放回 intake.db，并把 intake.db-wal 移走，再启动。3. 没有时管理员执行 npm run -s intake -- accept-store --admin <账号>：用还读得出的记录继续，没有记录的页图像移入隔离区，不会删除。',
    'The log file intake.db-wal is damaged in its middle; the latest records cannot be read',
    'It is open for looking only. 1. Copy the whole data folder aside. 2. If there is a newer backup, put its intake.db back, move intake.db-wal away, and start again. 3. Otherwise an administrator runs npm run -s intake -- accept-store --admin <account>: work goes on with the records that can be read; page images without a record go to quarantine and are not deleted.',
  ),
  'store.log-foreign': text(
    '日志文件 intake.db-wal 不属于现在这个 intake.db',
    '现在只能查看，不能收件。多半是只换了 intake.db。1. 换回原来的 intake.db 再启动。2. 确实要用现在这个 intake.db 时，把 intake.db-wal 移到别处留底再启动，或由管理员执行 npm run -s intake -- accept-store --admin <账号>。页图像不会被删除。',
    'The log file intake.db-wal does not belong to this intake.db',
    'It is open for looking only. Most likely only intake.db was replaced. 1. Put the former intake.db back and start again. 2. To go on with this intake.db, move intake.db-wal aside and start again, or an administrator runs npm run -s intake -- accept-store --admin <account>. No page image is deleted.',
  ),
  'store.anchor-missing': text(
    '数据库的校对标记 intake.anchor 不见了，无法确认数据库是最新的',
    '现在只能查看，不能收件。1. 若从备份恢复或搬到了新电脑：把 intake.anchor-0 和 intake.anchor-1 一起放回。2. 没有它们而数据库确实是最新的：管理员执行 npm run -s intake -- accept-store --admin <账号>。',
    'The mark intake.anchor is gone, so nobody can tell whether the database is the newest',
    'It is open for looking only. 1. After a restore or a move: put intake.anchor-0 and intake.anchor-1 back too. 2. If they are lost and the database is the newest: an administrator runs npm run -s intake -- accept-store --admin <account>.',
  ),
  'store.anchor-damaged': text(
    '数据库的校对标记 intake.anchor 损坏或被改动',
    '现在只能查看，不能收件。1. 保护现场，问清是谁动过数据文件夹。2. 从备份放回 intake.anchor-0 和 intake.anchor-1；没有备份而数据库确实是最新的，管理员执行 npm run -s intake -- accept-store --admin <账号>。',
    'The mark intake.anchor is damaged or was changed',
    'It is open for looking only. 1. Keep everything as it is and find out who touched the data folder. 2. Put intake.anchor-0 and intake.anchor-1 back from the backup; if there is none and the database is the newest, an administrator runs npm run -s intake -- accept-store --admin <account>.',
  ),
  'store.other-installation': text(
    '数据库和校对标记来自两套不同的数据',
    '现在只能查看，不能收件。1. 看看是否混用了两台电脑或两份备份的文件，把同一份的文件放回。2. 确实要用现在的 intake.db 时，管理员执行 npm run -s intake -- accept-store --admin <账号>；没有记录的页图像会移入隔离区，不会删除。',
    'The database and its mark come from two different installations',
    'It is open for looking only. 1. See whether files of two machines or backups were mixed, and put back those that belong together. 2. To go on with this intake.db, an administrator runs npm run -s intake -- accept-store --admin <account>; page images without a record go to quarantine and are not deleted.',
  ),
  'store.pages-missing': text(
    '页图像文件夹 pages 是空的或不见了，记录还在',
    '现在只能查看，不能收件。1. 看看数据盘是否挂上，pages 是否被移走或改名；找到就放回再启动。2. 找不到时从备份放回 pages。3. 确实没有了：管理员执行 npm run -s intake -- accept-store --admin <账号>，办件还在，但没有图像。',
    'The folder of page images is empty or gone; the records are there',
    'It is open for looking only. 1. See whether its disk is mounted and whether pages was moved or renamed; put it back and start again. 2. Otherwise restore pages from the backup. 3. If it is lost for good, an administrator runs npm run -s intake -- accept-store --admin <account>; the cases stay, without images.',
  ),
  'store.page-damaged': text(
    '这一页的图像文件损坏或不见了，其他页不受影响',
    '请把纸质原件重扫一次；没有原件时请管理员从备份放回 pages 文件夹里这一页的文件。',
    'The image file of this page is damaged or gone; other pages are not affected',
    'Scan the paper again; without the paper, have the file of this page restored from the backup of the folder pages.',
  ),
  'store.read-only-disk': text(
    '数据所在的磁盘只能读，不能写',
    '现在只能查看，不能收件。1. 看看磁盘是否写保护、出错后被系统改成只读，或 U 盘开关锁住。2. 恢复可写后重新启动；数据没有改动。',
    'The disk that holds the data can be read but not written',
    'It is open for looking only. 1. See whether the disk is write-protected, or was made read-only by the system after a fault. 2. Make it writable and start again; the data was not changed.',
  ),
  'store.no-access': text(
    '当前用户不能使用数据文件夹',
    '1. 看看程序是否换了用户运行，或数据文件夹的位置上是一个文件。2. 把数据文件夹和其中的文件改回本用户所有、可读写（chown、chmod），或换回原来的用户。3. 重新启动；数据没有改动。',
    'This user cannot use the data folder',
    '1. See whether the program runs as another user, or a file lies in the place of the data folder. 2. Give the folder and its files back to this user (chown, chmod), or use the former user. 3. Start again; the data was not changed.',
  ),
  'store.disk-error': text(
    '磁盘读写出错',
    '1. 停止收件，刚才那一页留在手边。2. 请管理员看系统日志和磁盘健康（SMART），尽快把数据文件夹复制到好的磁盘。3. 换盘后重新启动。',
    'The disk reports errors',
    '1. Stop taking in pages and keep the last one at hand. 2. Look at the system log and the health of the disk (SMART), and copy the data folder to a sound disk soon. 3. Start again from there.',
  ),
  'store.newer-schema': text(
    '数据由更新的版本写成（数据版本 {found}，本程序到 {newest}）',
    '请安装新版本的程序再启动；数据没有改动。',
    'The data was written by a newer version (data {found}, this program up to {newest})',
    'Install the newer version and start again; the data was not changed.',
  ),
  'store.in-use': text(
    '数据正被另一个程序使用',
    '请关闭已打开的另一个收件台窗口，再启动。',
    'The data is in use by another program',
    'Close the other Intake Desk, then start again.',
  ),
  'store.audit-broken': text(
    '操作日志的校验链不完整',
    '请保护现场并立即联系安全管理员。',
    'The audit chain is broken',
    'Keep everything as it is and call the security administrator.',
  ),
  'store.out-of-space': text(
    '磁盘空间不足，没有保存',
    '请管理员清理磁盘后再试；正在扫描时，再把最后一张放回重扫。',
    'The disk is full: nothing was stored',
    'Free some space and try again; while scanning, put the last sheet back.',
  ),
  'store.vanished': text(
    '运行中数据库文件被删除、替换或截短，已停止收件',
    '1. 不要关闭程序，不要再扫描；最后一张留在手边。2. 已把还在内存和句柄里的数据另存到 {rescueFile}。3. 请管理员查明是谁动了数据文件夹，按“数据安全”里的说明恢复后再重新启动。',
    'The database file was deleted, replaced or cut while the program runs; nothing more is taken in',
    '1. Leave the program open and scan no more; keep the last sheet. 2. What the program still holds was saved to {rescueFile}. 3. Find out who touched the data folder, restore as Data safety says, then start again.',
  ),
  'store.rescue': text(
    '现在只能查看，不能收件或修改',
    '数据启动检查发现问题，原因和处理步骤见“数据安全”（管理员）；处理好并重新启动后恢复。',
    'Open for looking only: nothing can be taken in or changed',
    'The check at start found a fault. Data safety (administrator) says what it is and what to do; work goes on after that and a restart.',
  ),
} satisfies Partial<Record<ErrorCode, Entry>>;
