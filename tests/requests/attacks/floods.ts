import { type Attack, form, get } from "./row.ts";

/** Accounts, mails, searches and pages in great numbers. */
export const floods: readonly Attack[] = [
  form(
    "30 accounts",
    "/",
    "target=profile&action=modify&mode=register&login=x%40b.example",
    ["10 × X-Cart: profile/modify in shop", "20 × web ACL: block 429 by account-rate"],
    { repeated: { count: 30, every: 5 } },
  ),
  form(
    "30 accounts by `_profile`",
    "/",
    "target=_profile&action=modify&mode=register",
    ["10 × PHP: 400", "20 × web ACL: block 429 by account-rate"],
    {
      repeated: { count: 30, every: 5 },
    },
  ),
  form(
    "30 mails",
    "/",
    "target=recover_password&action=recover_password&email=a%40b.example",
    ["10 × X-Cart: recoverpassword/recoverpassword in shop", "20 × web ACL: block 429 by account-rate"],
    {
      repeated: { count: 30, every: 5 },
    },
  ),
  form(
    "30 mails by `recoverPassword`",
    "/",
    "target=recoverPassword&action=recoverPassword&email=a%40b.example",
    ["10 × PHP: 400", "20 × web ACL: block 429 by account-rate"],
    {
      repeated: { count: 30, every: 5 },
    },
  ),
  get(
    "30 mails in the address",
    "/?target=recover_password&action=recover_password&email=a%40b.example",
    ["10 × X-Cart: recoverpassword/recoverpassword in shop", "20 × web ACL: block 429 by account-rate"],
    {
      repeated: { count: 30, every: 5 },
    },
  ),
  get(
    "200 searches",
    "/?target=search&mode=search&substring=a",
    ["100 × X-Cart: search in shop", "100 × web ACL: challenge 202 by search-rate"],
    { repeated: { count: 200, every: 1 } },
  ),
  get(
    "200 searches by `Search_`",
    "/?target=Search_&mode=search&substring=a",
    ["100 × PHP: 400", "100 × web ACL: challenge 202 by search-rate"],
    {
      repeated: { count: 200, every: 1 },
    },
  ),
  form(
    "200 searches by forms",
    "/",
    "target=search&action=search&substring=a",
    ["100 × X-Cart: search/search in shop", "100 × web ACL: challenge 202 by search-rate"],
    {
      repeated: { count: 200, every: 1 },
    },
  ),
  get("3,000 pages in five minutes", "/", ["2000 × X-Cart: page in shop", "1000 × web ACL: block 429 by total-rate"], {
    repeated: { count: 3000, every: 0.1 },
  }),
];
