import appWindow from 'lucide/dist/esm/icons/app-window.mjs';
import audioLines from 'lucide/dist/esm/icons/audio-lines.mjs';
import check from 'lucide/dist/esm/icons/check.mjs';
import chevronDown from 'lucide/dist/esm/icons/chevron-down.mjs';
import circleAlert from 'lucide/dist/esm/icons/circle-alert.mjs';
import circleCheck from 'lucide/dist/esm/icons/circle-check.mjs';
import circleX from 'lucide/dist/esm/icons/circle-x.mjs';
import clock from 'lucide/dist/esm/icons/clock.mjs';
import copy from 'lucide/dist/esm/icons/copy.mjs';
import download from 'lucide/dist/esm/icons/download.mjs';
import ellipsis from 'lucide/dist/esm/icons/ellipsis.mjs';
import externalLink from 'lucide/dist/esm/icons/external-link.mjs';
import file from 'lucide/dist/esm/icons/file.mjs';
import fileText from 'lucide/dist/esm/icons/file-text.mjs';
import fileUp from 'lucide/dist/esm/icons/file-up.mjs';
import film from 'lucide/dist/esm/icons/film.mjs';
import folder from 'lucide/dist/esm/icons/folder.mjs';
import folderUp from 'lucide/dist/esm/icons/folder-up.mjs';
import globe from 'lucide/dist/esm/icons/globe.mjs';
import image from 'lucide/dist/esm/icons/image.mjs';
import images from 'lucide/dist/esm/icons/images.mjs';
import info from 'lucide/dist/esm/icons/info.mjs';
import keyRound from 'lucide/dist/esm/icons/key-round.mjs';
import pause from 'lucide/dist/esm/icons/pause.mjs';
import pencil from 'lucide/dist/esm/icons/pencil.mjs';
import play from 'lucide/dist/esm/icons/play.mjs';
import plus from 'lucide/dist/esm/icons/plus.mjs';
import qrCode from 'lucide/dist/esm/icons/qr-code.mjs';
import retry from 'lucide/dist/esm/icons/rotate-ccw.mjs';
import history from 'lucide/dist/esm/icons/rotate-ccw-clock.mjs';
import search from 'lucide/dist/esm/icons/search.mjs';
import settings from 'lucide/dist/esm/icons/settings.mjs';
import shieldCheck from 'lucide/dist/esm/icons/shield-check.mjs';
import trash from 'lucide/dist/esm/icons/trash.mjs';
import alert from 'lucide/dist/esm/icons/triangle-alert.mjs';
import undo from 'lucide/dist/esm/icons/undo-2.mjs';
import upload from 'lucide/dist/esm/icons/upload.mjs';
import x from 'lucide/dist/esm/icons/x.mjs';

/** The icons in use, by the names of lucide.dev or by what they stand for here. Each import is one more in the bundle. */
export const icons = {
  alert,
  appWindow,
  audioLines,
  check,
  chevronDown,
  circleAlert,
  circleCheck,
  circleX,
  clock,
  copy,
  download,
  ellipsis,
  externalLink,
  file,
  fileText,
  fileUp,
  film,
  folder,
  folderUp,
  globe,
  history,
  image,
  images,
  info,
  keyRound,
  pause,
  pencil,
  play,
  plus,
  qrCode,
  retry,
  search,
  settings,
  shieldCheck,
  trash,
  undo,
  upload,
  x,
} as const;

export type IconName = keyof typeof icons;
