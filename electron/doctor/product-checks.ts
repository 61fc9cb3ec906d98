/** What the product itself must find in order: native modules, models, data key, store and audit chain. */
import { existsSync } from 'node:fs';
import { errorText } from '#shared/error-texts.ts';
import { isAppError } from '#shared/errors.ts';
import { modelFiles, requiredModelFiles, verifyModels } from '../../models/manifest.ts';
import type { Platform } from '../platform/platform.ts';
import { demoAccounts } from '../services/people/accounts.ts';
import { bad, good, limited } from './check.ts';
import type { Check, Finding } from './check.ts';
import type { DataLook } from './data-look.ts';

function failed(name: string, error: unknown, remedy: string): Finding {
  if (!isAppError(error)) return bad(name, error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error), remedy);
  const { title, action } = errorText(error, 'zh');
  return bad(name, `${title}（${error.code}）`, action || remedy);
}

/** Each is loaded on its own, so that one missing library does not hide the others. */
export function checkModule(name: string, load: () => Promise<unknown>): Check {
  return async () => {
    try {
      await load();
      return good(`组件 ${name}`, '可以加载');
    } catch (error) {
      return failed(`组件 ${name}`, error, '重新执行 npm ci；仍失败时检查系统 glibc ≥ 2.28');
    }
  };
}

export const checkModels: Check = async () => {
  try {
    await verifyModels(requiredModelFiles);
  } catch (error) {
    return failed('识别模型', error, '重新执行 npm ci');
  }
  try {
    await verifyModels(modelFiles.filter(({ required }) => !required));
    return good('识别模型', '齐全，校验值一致');
  } catch (error) {
    const code = isAppError(error) ? error.code : 'internal';
    return limited(
      '识别模型',
      `版式分类模型不可用（${code}），材料类型只按文字判断`,
      '恢复 models/classifier/page-classifier.onnx，或重新安装',
    );
  }
};

const isInUse = (error: unknown): boolean => isAppError(error) && error.code === 'store.in-use';

type Look = () => Promise<DataLook>;

export function checkStore({ dataFolder, keyStorage }: Platform, look: Look): Check {
  return async () => {
    const seen = await look();
    if (seen.kind === 'absent') return limited('数据', `${dataFolder} 还没有数据`, '第一次启动时创建');
    if (seen.kind === 'closed')
      return isInUse(seen.error) ? limited('数据', '收件台正在运行', '关闭后再检查数据和操作日志') : failed('数据', seen.error, '');
    const { rows, brokenAt, trouble, quarantine, damaged } = seen;
    if (trouble) return failed('数据', trouble, '');
    if (brokenAt !== null) return bad('操作日志', `校验链在第 ${brokenAt} 条断开（共 ${rows} 条）`, '保护现场，联系安全管理员');
    if (damaged.length > 0)
      return limited(
        '页图像',
        `${damaged.length} 页的图像文件损坏或不见了`,
        `从备份放回这些文件：${damaged
          .slice(0, 5)
          .map((id) => `pages/${id.slice(0, 2)}/${id}.original`)
          .join('、')}`,
      );
    if (quarantine.files > 0)
      return limited(
        '数据',
        `隔离区里有 ${quarantine.files} 个没有记录的文件（${quarantine.batches.join('、')}）`,
        '在管理界面“数据安全”里放回或处理；没有删除任何文件',
      );
    return good('数据', `${dataFolder}，数据库和页图像逐页读过，操作日志 ${rows} 条，校验链完整；密钥：${keyStorage}`);
  };
}

/** Whether anybody who read the README can sign in, and what the demo left beside the data. */
export function checkDemoAccounts({ dataFolder }: Platform, look: Look): Check {
  const name = '演示账号';
  return async () => {
    const seen = await look();
    if (seen.kind === 'absent') return good(name, '还没有数据，没有开放');
    if (seen.kind === 'closed')
      return isInUse(seen.error) ? limited(name, '收件台正在运行', '关闭后再检查') : limited(name, '没有检查', '先处理上面的“数据”一项');
    const end = `正式使用前在管理界面设置本单位的扫描仪和审批系统，演示账号 ${demoAccounts.map(({ account }) => account).join('、')} 随即停用`;
    const open = seen.publishedAccounts;
    if (open.length > 0) return limited(name, `开放：${open.join('、')} 可用公开的密码登录（演示数据）`, end);
    const sandbox = `${dataFolder}-sandbox`;
    if (existsSync(sandbox)) return limited(name, '没有开放', `演示时的模拟审批系统留下了未加密的数据，不再需要时请删除 ${sandbox}`);
    return good(name, '没有开放');
  };
}
