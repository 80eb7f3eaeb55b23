// SPDX-License-Identifier: MIT
#include "tour/script.h"

using namespace Qt::StringLiterals;

namespace hsf::test {

namespace {

const QString reference = u"A payment counts only when its reference names the invoice."_s;
const QString notation = u"amounts the way our bookkeeper writes them, 1.250,00 €"_s;
const QString friday = u"I pay our suppliers every Friday"_s;

QJsonArray quotes(const QString &quote)
{
    return {QJsonObject{{u"message"_s, 1}, {u"quote"_s, quote}}};
}

QJsonObject managing(const QString &reason, const QJsonObject &operation)
{
    return {{u"reason"_s, reason}, {u"operations"_s, QJsonArray{operation}}};
}

const QString newSkill = uR"(---
name: payment-matching
description: Find out which invoices are open by matching them with the bank's payments. Use when somebody asks what is unpaid, overdue or paid in part.
---
# Matching payments with invoices

## When to use

Before suppliers are paid, and whenever a list of open invoices is wanted. Not for invoices to customers.

## Steps

1. Collect number, supplier, due date and total of every invoice in `invoices/`.
2. Read the bank's export; the newest `payments*.csv` is the current one.
3. A payment belongs to an invoice only when its reference names the invoice's number.
4. Add up the payments of each invoice; what is left of its total is open.
5. List what is open, sorted by due date, with the total.

## Pitfalls

- Equal amounts prove nothing: some suppliers send the same basket every few weeks.
- References have words around the number ("R-1192 first part"): look for the number.

## Check

The open amounts and the matched payments add up to the totals of all invoices.
)"_s;

const QString answer = uR"(Four invoices are open, sorted by when they are due:

| Invoice | Supplier | Due | Open |
|---|---|---|---:|
| R-1190 | Huber Glue and Lacquer | 23 June | 486,20 € |
| R-1192 | Nordholz Sawmill | 30 June | 1.140,00 € |
| R-1195 | Petersen Glass | 4 July | 742,00 € |
| R-1201 | Falke Haulage | 11 July | 264,00 € |
| | | **Total** | **2.632,20 €** |

The payment to **Huber** of the same amount names R-1166, so it is for another invoice. These numbers were paid:

```sh
cut -d';' -f4 payments.csv | grep -oE 'R-[0-9]{4}' | sort -u
```

I also wrote Huber's habit down in `notes/suppliers.md`.
)"_s;

void scriptChat(ScriptedServer::Lane lane, const Gate &rest)
{
    lane.reply(think(u"An answer with a list for the office: there is a skill for that, report-tables. Then the invoices' numbers, totals "
                     "and due dates, and the bank's export."_s)
                   .text(u"I'll look at the invoices and the payments, and at how lists look here."_s)
                   .waitFor(rest)
                   .call(u"skill_view"_s, {{u"name"_s, u"report-tables"_s}})
                   .call(u"search_files"_s, {{u"pattern"_s, u"^(Invoice|From|Due|Total) "_s}, {u"path"_s, u"invoices"_s}})
                   .call(u"read_file"_s, {{u"path"_s, u"payments.csv"_s}})
                   .usage(3'840, 212))
        .reply(call(u"read_file"_s, {{u"path"_s, u"notes/suppliers.md"_s}}).usage(5'120, 40))
        .reply(think(u"Huber's invoices often have the same amount; that belongs into the notes."_s)
                   .call(u"patch"_s, {{u"path"_s, u"notes/suppliers.md"_s},
                                      {u"old_text"_s, u"so many invoices have the same amount."_s},
                                      {u"new_text"_s, u"so many invoices have the same amount: go by the reference, never by the sum."_s}})
                   .usage(5'480, 96))
        .reply(call(u"terminal"_s, {{u"command"_s, u"grep -h '^Total' invoices/*.txt | sort; cut -d';' -f3,4 payments.csv | sort -n"_s}})
                   .usage(5'760, 61))
        .reply(say(answer).usage(6'310, 341, 5'700));
}

void scriptReview(ScriptedServer::Lane lane)
{
    lane.reply(call(u"skills_list"_s, {{u"query"_s, u"invoices payments tables"_s}}))
        .reply(call(u"skill_view"_s, {{u"name"_s, u"report-tables"_s}}))
        .reply(call(u"skill_manage"_s, managing(u"Payments are matched by reference, as the person asked"_s,
                                                {{u"action"_s, u"create"_s},
                                                 {u"name"_s, u"payment-matching"_s},
                                                 {u"content"_s, newSkill},
                                                 {u"outcome"_s, u"worked"_s},
                                                 {u"evidence"_s, quotes(reference)}})))
        .reply(call(u"memory"_s, {{u"action"_s, u"add"_s},
                                  {u"target"_s, u"user"_s},
                                  {u"text"_s, u"Pays suppliers every Friday and wants the open invoices before that."_s},
                                  {u"outcome"_s, u"worked"_s},
                                  {u"evidence"_s, quotes(friday)}}))
        .reply(call(u"skill_manage"_s,
                    managing(u"Amounts are written as the bookkeeper writes them"_s,
                             {{u"action"_s, u"patch"_s},
                              {u"name"_s, u"report-tables"_s},
                              {u"old_text"_s, u"3. Numbers stand to the right, with two decimals.\n"_s},
                              {u"new_text"_s, u"3. Numbers stand to the right, with two decimals; amounts of money as the bookkeeper "
                                              "writes them: 1.250,00 €.\n"_s},
                              {u"outcome"_s, u"worked"_s},
                              {u"evidence"_s, quotes(notation)}})))
        .reply(say(u"Kept how payments are matched, the notation of amounts, and the Friday."_s));
}

} // namespace

QString tourQuestion()
{
    return u"Which invoices in this folder are not paid yet? The bank's payments are in payments.csv. %1 And %2. %3, so I need this often."_s
        .arg(reference, notation, friday);
}

QString tourQuestionAgain() { return u"Which invoices in this folder are overdue today, the first of July? The bank's payments are in payments.csv."_s; }
QString tourQuestionAboutHuber() { return u"What did we pay Huber since January?"_s; }

void scriptTour(ScriptedServer &server, const Gate &rest, const Gate &slow)
{
    server.setModels({u"hermes-4-70b"_s, u"qwen3-coder"_s});
    scriptReview(server.lane(u"review"_s, when::userSays(u"quiet second reader"_s)));
    server.lane(u"review"_s).always(say(u"Nothing to save."_s)); // of what comes after the main story
    server.lane(u"edited"_s, when::userSays(tourQuestionAgain())).reply(say(uR"(Only R-1190 is overdue, of **Huber Glue and Lacquer**:

| Invoice | Due | Open |
|---|---|---:|
| R-1190 | 23 June | 486,20 € |

R-1192 was due yesterday and is paid in part; its rest is due on the next Friday.
)"_s).usage(6'420, 130, 6'000));
    server.lane(u"slow"_s, when::userSays(tourQuestionAboutHuber()))
        .reply(think(u"Payments to Huber are in payments.csv, by reference."_s).text(u"Since January there are three payments to Huber. "_s).waitFor(slow)
                   .text(u"Together 1.458,60 €."_s).usage(6'500, 60, 6'400));
    server.lane(u"notes"_s, when::userSays(u"You look after a library of skills"_s))
        .always(say(uR"({"skill": "meeting-minutes", "verdict": "keep", "reason": "Loaded in four chats; meetings come in seasons."}
{"skill": "report-tables", "verdict": "keep", "reason": "In use, and patched by the last review."}
{"skill": "payment-matching", "verdict": "overlaps", "reason": "Its last step lays out a table, which report-tables does."})"_s));
    scriptChat(server.lane(u"chat"_s, when::userSays(u"not paid yet"_s) && when::hasTool(u"terminal"_s)), rest);
    server.lane(u"title"_s, when::systemSays(u"You name conversations"_s)).always(say(u"Open invoices"_s));
    server.lane(u"test"_s, when::noTools()).always(say(u"OK"_s));
}

} // namespace hsf::test
