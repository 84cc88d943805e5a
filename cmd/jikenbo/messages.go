package main

import (
	"io/fs"

	"jikenbo"
	"jikenbo/internal/account"
	"jikenbo/internal/casebook"
	"jikenbo/internal/watch"
)

// What every command says. The help of a command stands in the file of the
// command.
var (
	// Flags.
	mFlagCasebook      = message{"事件簿の `FILE`（既定: $JIKENBO_CASEBOOK、なければ利用者のデータフォルダー）", "the casebook `FILE` (default: $JIKENBO_CASEBOOK, else in the user's data folder)"}
	mFlagAliases       = message{"組織の別名の `FILE` も使う（既定: $JIKENBO_ALIASES）", "use the aliases of organizations in `FILE` too (default: $JIKENBO_ALIASES)"}
	mFlagSame          = message{"二つの名前は同じ組織だと決める", "decide that two names are of one organization"}
	mFlagApartNames    = message{"二つの名前は別の組織だと決める", "decide that two names are of two organizations"}
	mFlagProposals     = message{"同じ組織かもしれない名前の組を並べる", "list pairs of names that may be of one organization"}
	mFlagLang          = message{"出力の言語: ja | en（既定: ロケール）", "the language of the output: ja | en (default: from the locale)"}
	mFlagVerbose       = message{"作業の記録を標準エラーに出す", "log the work on standard error"}
	mFlagHelp          = message{"この説明を表示する", "show this help"}
	mFlagJSON          = message{"JSON で出力する", "print JSON"}
	mFlagListJSON      = message{"JSON Lines で出力する（一行に一事件）", "print JSON Lines, one line a case"}
	mFlagReadJSON      = message{"JSON Lines で出力する（一行に一記事）", "print JSON Lines, one line an entry"}
	mFlagNoSave        = message{"保存せず、表示だけする", "only print, save nothing"}
	mFlagExplain       = message{"それぞれの事実を、どの規則がどの言葉から読んだかを示す", "show which rule read each fact, and from which words"}
	mFlagMaxBytes      = message{"一つの入力の大きさの上限、`N` バイト", "refuse inputs larger than `N` bytes"}
	mFlagOutput        = message{"書き出すファイル `FILE`（なければ標準出力）", "write to `FILE` instead of standard output"}
	mFlagAllow         = message{"公開でない宛先も許す。`HOST` は名前、アドレス、範囲。:PORT も可", "fetch also from `HOST`, a name, address or prefix, :PORT may follow"}
	mFlagAll           = message{"アーカイブの中の、事件の公表文でない文書も読む", "read also those documents of archives that are no notices"}
	mFlagUserAgent     = message{"取得先に名乗る名前と連絡先 `TEXT`", "say `TEXT` of who fetches, with how to reach you"}
	mFlagMinScore      = message{"確からしさが `X` 以上のページを公表文とする（0 から 1）", "take pages of score `X` or more for notices (0 to 1)"}
	mFlagVerdicts      = message{"読まずに、すべてのページの種別と確からしさを出力する", "read nothing, print the kind and the score of every page"}
	mFlagMisses        = message{"読み落とし（-）と読みすぎ（+）を並べる", "list what was missed (-) and what is too much (+)"}
	mFlagConfig        = message{"見張りの設定の `FILE`（既定: 事件簿と同じフォルダーの watch.yaml）", "the `FILE` that says what to watch (default: watch.yaml beside the casebook)"}
	mFlagOnce          = message{"いま済ませるべきことだけをして終わる", "do what is due now and end"}
	mFlagStatus        = message{"情報源、ページ、通知先の状態を並べる", "list sources, pages and channels as they are"}
	mFlagExample       = message{"設定の見本を書き出す", "print an example of the file, with comments"}
	mFlagWatchJSON     = message{"JSON Lines で出力する（一行に一つの記録）", "print JSON Lines, one line for each thing seen"}
	mFlagRole          = message{"役割 `ROLE`: reader | editor | admin", "the `ROLE`: reader | editor | admin"}
	mFlagUserJSON      = message{"JSON Lines で出力する（一行に一人）", "print JSON Lines, one line an account"}
	mFlagSort          = message{"並べ方 `ORDER`: %s", "the `ORDER`: %s"}
	mFlagLimit         = message{"`N` 件まで表示する（1 から 1000）", "show at most `N` (1 to 1000)"}
	mFlagOffset        = message{"はじめの `N` 件を飛ばす", "leave out the first `N`"}
	mFlagWhy           = message{"決めた理由 `TEXT`。履歴に残る", "why, a `TEXT` that is kept in the history"}
	mFlagApart         = message{"二つは別の事件だと決める", "decide that the two are different incidents"}
	mFlagAgain         = message{"すべての公表文を見直し、確かに同じ事件のものをまとめる", "look at all notices anew and join what surely is one incident"}
	mFlagDecideJSON    = message{"JSON Lines で出力する（一行に一つの組、または番号）", "print JSON Lines, one line a pair or a number"}
	mFlagSupplierJSON  = message{"JSON Lines で出力する（一行に一つの波及、または委託先）", "print JSON Lines, one line a cascade, or a supplier"}
	mFlagWatched       = message{"見張りの設定の `FILE` のウォッチリストにある組織に及んだ委託先を並べる", "list the suppliers that reached organizations on the watchlists of `FILE`, as watch takes it"}
	mFlagAsOf          = message{"その日 `DATE`（YYYY-MM-DD、YYYY-MM、YYYY）までに公表されたことだけを示す", "show what was public by `DATE` (YYYY-MM-DD, YYYY-MM or YYYY)"}
	mFlagItself        = message{"別の事件につながる番号でも、その番号の記録を示す", "stay at the number, even if it leads to another case"}
	mFlagDiffJSON      = message{"JSON Lines で出力する（一行に一つの公表文）", "print JSON Lines, one line a notice"}
	mFlagEvidence      = message{"根拠の言葉も示す", "with the words of the notices"}
	mFlagDiffAll       = message{"触れられなかった事実と、題・日付・報の変化も並べる", "list also what was not mentioned, and title, date and stage"}
	mFlagFrom          = message{"`WHEN`（日付か公表文の番号）から", "from `WHEN`, a date or the number of a notice"}
	mFlagTo            = message{"`WHEN`（日付か公表文の番号）まで", "up to `WHEN`, a date or the number of a notice"}
	mFlagListAll       = message{"別の事件につながる番号（重複）も並べる", "list also numbers that lead to another case"}
	mFlagExplainMisses = message{"--misses に、読みすぎの元になった言葉と規則を加える", "--misses with the words and rules behind each excess"}

	mFlagListen  = message{"待ち受ける宛先 `ADDRESS`", "listen on `ADDRESS`"}
	mFlagTLSCert = message{"TLS の証明書の `FILE`（PEM）", "the certificate for TLS, a PEM `FILE`"}
	mFlagTLSKey  = message{"その秘密鍵の `FILE`（PEM）", "its private key, a PEM `FILE`"}
	mFlagHost    = message{"外からの名前 `NAME`（繰り返せます）", "answer to this `NAME` too, such as that of the proxy in front; repeatable"}
	mFlagProxy   = message{"信じるプロキシーの宛先 `PREFIX`（繰り返せます）", "believe proxies at the addresses of `PREFIX`; repeatable"}
	mFlagMetrics = message{"/metrics を別の宛先 `ADDRESS` で出す", "serve /metrics at an `ADDRESS` of its own"}
	mFlagLog     = message{"すべての求めを記録する: json か text の `FORMAT`", "log every request, as json or text `FORMAT`"}

	// Usage.
	mUnknownCommand = message{"%q というコマンドはありません", "there is no command %q"}
	mDidYouMean     = message{"。もしかして: %s", "; did you mean %s?"}
	mUnknownFlag    = message{"%s というフラグはありません", "there is no flag %s"}
	mFlagValue      = message{"%s には値が要ります", "%s needs a value"}
	mBadFlagValue   = message{"%s に %q は使えません", "%s cannot be %q"}
	mArguments      = message{"引数の数が違います: %s（%d 個ありました）", "wrong number of arguments: want %s, got %d"}
	mNoPath         = message{"読むものを指定してください: ファイル、フォルダー、または標準入力を表す -", "nothing to read: name a file, a folder or - for standard input"}
	mNoQuery        = message{"探す言葉を指定してください", "nothing to search for: give a query"}
	mNoArchive      = message{"ウェブアーカイブ（.warc、.warc.gz）か、標準入力を表す - を指定してください", "nothing to screen: name a web archive (.warc, .warc.gz) or - for standard input"}
	mNoSupplier     = message{"委託先の名前か、--watch FILE を指定してください", "name a supplier, or give --watch FILE"}
	mUnknownShell   = message{"%q の補完はありません: bash | zsh | fish | powershell", "no completion for %q: bash | zsh | fish | powershell"}
	mOneOf          = message{"%s は一つだけ指定できます", "only one of %s can be given"}
	mBadDate        = message{"%s に %q は使えません。YYYY-MM-DD、YYYY-MM、YYYY のどれかで書いてください", "%s cannot be %q: want YYYY-MM-DD, YYYY-MM or YYYY"}
	mBadWhen        = message{"%s に %q は使えません。日付（YYYY-MM-DD など）か、公表文の番号で書いてください", "%s cannot be %q: want a date such as 2023-07-03, or the number of a notice"}
	mNoWhy          = message{"理由を --why TEXT で書いてください。履歴に残ります", "say why with --why TEXT; it is kept in the history"}
	mSeeHelp        = message{"使い方: %s --help", "see %s --help"}
	mTLSPair        = message{"--tls-cert と --tls-key は一緒に指定してください", "--tls-cert and --tls-key go together"}
	mInterrupted    = message{"中断しました。保存済みと表示したものは事件簿に残っています", "interrupted; everything reported as saved is in the casebook"}

	mServing = message{"%s で開けます。止めるには Ctrl+C を押します", "serving at %s; press Ctrl+C to stop"}

	// Reading.
	mEntry           = message{"%s 記事 %d", "%s, entry %d"}
	mNotSaved        = message{"保存していません", "not saved"}
	mKnown           = message{"%s: 変更なし。すでに事件簿にあります%s", "%s: unchanged, already in the casebook%s"}
	mNoEntry         = message{"%s: 記事が見つかりません", "%s: no entry found"}
	mArchiveTerminal = message{"アーカイブは端末には書きません。-o FILE を指定するか、パイプにつないでください", "an archive is not for a terminal; give -o FILE, or a pipe"}
	mArchived        = message{"%d ページ（%s）を %s に書き出しました", "pages: %d (%s), written to %s"}
	mJoined          = message{"#%v に加わりました", "joined #%v"}
	mJoinedAs        = message{"#%v に加わりました（%s）", "joined #%v (%s)"}
	mJoinedFor       = message{"同じ事件とした理由: %s", "joined, as: %s"}
	mJoinedWith      = message{"%d と同じ事件とした理由: %s", "joined with %d, as: %s"}
	mMoved           = message{"この公表文により、記事 %d 件を #%v から #%v へ移しました", "with it, entries moved: %d, from #%v to #%v"}
	mStrangers       = message{"注意: #%v と #%v は別の組織のものです: %s、%s。まとめたのは jikenbo split で取り消せます", "warning: #%v and #%v name different organizations: %s, %s; jikenbo split takes the join back"}
	mSameFacts       = message{"。事実は同じです", ", same facts"}
	mProposed        = message{"同じ事件かもしれない組が %d あります: jikenbo join で見て決められます", "pairs of cases that may be one incident: %d; jikenbo join shows them, to be decided"}
	mProposedMany    = message{"同じ事件かもしれない組が %d 以上あります: jikenbo join で見て決められます", "pairs of cases that may be one incident: %d or more; jikenbo join shows them, to be decided"}
	mPassedOver      = message{"アーカイブの中の %d 件は事件の公表文でないため飛ばしました（--all ですべて読みます）", "documents of archives that are no notices: %d, passed over (--all reads them)"}
	mSummaryOnly     = message{
		"公表文 %d 件（記事 %d 件、%s、%s）を読みました。保存していません。失敗 %d",
		"notices: %d (entries: %d, %s, %s), not saved; failed: %d",
	}
	mSummary = message{
		"公表文 %d 件（記事 %d 件、%s、%s）: 新しい事件 %d、改訂 %d、変更なしの公表文 %d、失敗 %d。事件簿 %s",
		"notices: %d (entries: %d, %s, %s); cases: %d new, %d revised; notices unchanged: %d; failed: %d; casebook: %s",
	}

	mScreened = message{
		"ページ %d 件（%s、%s）: 公表文 %d。読まないもの: ほかの形式 %d、1 MiB を超えるもの %d、文字として読めないもの %d。失敗 %d",
		"pages: %d (%s, %s); notices: %d; not read: %d of other formats, %d above 1 MiB, %d without text; failed: %d",
	}

	// Searching.
	mFound     = message{"%[1]s%[2]d 件が見つかりました（全 %[3]d 件、表示 %[4]d 件）", "found: %[1]s%[2]d (of %[3]d cases, shown: %[4]d)"}
	mIndexing  = message{"検索の索引を作っています（%d 件）", "making the search index of the casebook (documents: %d)"}
	mAbout     = message{"約 ", "about "}
	mSpellings = message{"別の表記: %s", "other spellings: %s"}

	// Joining.
	mNoProposals   = message{"同じ事件かもしれない組はありません", "no pairs of cases that may be one incident"}
	mMoreProposals = message{"はじめの %d 組です。続きは --limit を大きくしてください", "the first %d pairs; --limit shows more"}
	mDecide        = message{
		"同じ事件なら jikenbo join %[1]v %[2]v --why '…'、別の事件なら jikenbo join --apart %[1]v %[2]v --why '…'",
		"one incident: jikenbo join %[1]v %[2]v --why '…'; two: jikenbo join --apart %[1]v %[2]v --why '…'",
	}
	mKeptApart    = message{"#%v と #%v は別の事件としました", "#%v and #%v are two incidents"}
	mRejoined     = message{"すべての公表文を見直しました。事件の変わった記事 %d 件", "looked at all notices anew; entries in another case now: %d"}
	mBecame       = message{"#%v は #%v になりました", "#%v is #%v now"}
	mIsWithdrawn  = message{"#%v を取り下げました", "#%v is withdrawn"}
	mIsOpen       = message{"#%v を元に戻しました", "#%v is open again"}
	mSplit        = message{"#%v から外した記事 %d 件は #%v になりました", "#%v: entries taken out: %d; they are #%v now"}
	mNoSuchNotice = message{"この事件の公表文ではありません。jikenbo show で番号を確かめてください", "it is no notice of this case; jikenbo show lists them with their numbers"}
	mManyNotices  = message{"当てはまる公表文が複数あります。jikenbo show の番号か、SHA-256 をもっと長く書いてください", "more than one notice fits; give its number in jikenbo show, or more of its SHA-256"}

	// Organizations.
	mAreSame     = message{"%s と %s は同じ組織としました", "%s and %s are of one organization"}
	mAreApart    = message{"%s と %s は別の組織としました", "%s and %s are of two organizations"}
	mNameCases   = message{"事件 %d", "cases: %d"}
	mNoNamePairs = message{"同じ組織かもしれない名前の組はありません", "no pairs of names that may be of one organization"}
	mDecideNames = message{
		"同じ組織なら jikenbo organization --same '%[1]s' '%[2]s' --why '…'、別の組織なら --apart",
		"one organization: jikenbo organization --same '%[1]s' '%[2]s' --why '…'; two: --apart",
	}
	mNoOrganization = message{"%s という組織は一つに決まりません。次のどれかではありませんか", "there is no one organization %s; did you mean one of these?"}
	mOrgForm        = message{"法人格", "legal form"}
	mOrgNames       = message{"公表文での表記", "as written"}
	mOrgUnits       = message{"施設・拠点", "facilities"}
	mOrgFormer      = message{"旧名", "former"}
	mOrgShort       = message{"略称", "short"}
	mOrgEnglish     = message{"英文名", "English"}
	mOrgShops       = message{"店舗・サイト", "shops"}
	mOrgOthers      = message{"ほかの名前", "other"}
	mOrgGroups      = message{"グループ", "group"}
	mOrgMembers     = message{"傘下", "members"}
	mOrgNumbers     = message{"法人番号", "number"}
	mOrgCodes       = message{"証券コード", "code"}
	mOrgSectors     = message{"業種", "sector"}
	mOrgFrom        = message{"（%v から）", " (from %v)"}
	mOrgUntil       = message{"（%v まで）", " (until %v)"}
	mOrgDoubt       = message{"検査数字などが合いません", "it cannot be right"}
	mOrgCases       = message{"関わる事件 %d", "Cases (%d)"}
	mOrgUnsure      = message{"同じ組織かもしれない名前", "Names that may be of it"}

	// Suppliers.
	mSuppliersLike     = message{"「%s」に当てはまる委託先は %d あります。一つを指定してください", "\"%s\" fits %d suppliers; name one of them"}
	mCasesOf           = message{"%d 件の事件", "cases: %d"}
	mReached           = message{"挙げた事件 %d", "named in cases: %d"}
	mAlsoWritten       = message{"ほかの書き方: ", "also written: "}
	mProducts          = message{"製品・サービス: ", "products: "}
	mOwnNotice         = message{"委託先自身", "the supplier itself"}
	mNoOwnNotice       = message{"委託先自身の公表はありません", "no notice of its own"}
	mCascades          = message{"波及", "Cascades"}
	mFiguresTogether   = message{"件数", "Figures"}
	mSupplierSays      = message{"委託先", "the supplier"}
	mVictimsSay        = message{"各組織", "each organization"}
	mSumOf             = message{"和", "sum"}
	mSum               = message{"%s（%d 組織）", "%s (organizations: %d)"}
	mGross             = message{"延べ%s。同じ人などが重なりうる", "%s, gross: the same may be counted by several"}
	mNotAdded          = message{"足さない", "not added"}
	mNoFigure          = message{"件数を述べない組織 %d", "state no figure: %d"}
	mNoFigureOfUnit    = message{"この単位の数を述べない組織", "state none of this unit"}
	mWatchedOf         = message{"見張る組織の事件 %d（挙げた事件 %d）", "cases of watched organizations: %d (of %d that name it)"}
	mWatchedItself     = message{"委託先として見張り中: %s", "watched itself: %s"}
	mNoWatchedSupplier = message{"見張る組織に及んだ委託先はありません", "no supplier reached a watched organization"}

	// Showing.
	mUntitled    = message{"（無題）", "(untitled)"}
	mCurated     = message{"確認済み", "checked by a person"}
	mInferred    = message{"推定", "inferred"}
	mInferredWhy = message{"この事件自身の公表文はまだありません。ほかの公表文が述べていることだけです", "no notice of its own is known; this is only what notices of others say"}
	mDuplicate   = message{"重複", "duplicate"}
	mDuplicateOf = message{"重複 → #%v", "duplicate → #%v"}
	mReason      = message{"理由", "reason"}
	mLed         = message{"#%v は #%v につながっています:", "#%v leads to #%v:"}
	mAsOf        = message{"%v の時点で分かっていたこと（公表文 %d 件、いまは %d 件）", "as of %v, from %d of its %d notices"}
	mReplaced    = message{"書き換え前", "before its edit"}
	mNoNotices   = message{"この番号に公表文はありません", "no notices under this number"}
	mMaybeSame   = message{"同じ事件かもしれないもの", "May be the same incident"}
	mSeeJoin     = message{"理由を見て決めるには: jikenbo join %v", "reasons, and how to decide: jikenbo join %v"}
	mTakenBack   = message{"取り消し", "taken back"}
	mLeftOut     = message{"記載なし", "not stated any more"}
	mNothingNew  = message{"変わったことはありません", "nothing changed"}
	mDiffLegend  = message{"+ 加わった  ~ 変わった  - 取り消された  · 触れられなかった", "+ added  ~ changed  - taken back  · not mentioned"}
	mNoneBetween = message{"その間の公表文はありません（全 %d 件、%v から %v）", "no notices in between; it has %d, of %v to %v"}
	mHidden      = message{"重複 %d 件は並べていません（--all で並びます）", "duplicates not listed: %d (--all lists them)"}
	mWithdrawn   = message{"取り下げ", "withdrawn"}
	mTimeline    = message{"経過", "Timeline"}
	mLags        = message{"間隔", "Lags"}
	mDay         = message{"%d 日", "%d day"}
	mDays        = message{"%d 日", "%d days"}
	mUnknown     = message{"不明", "unknown"}
	mCounts      = message{"検算", "Check of the counts"}
	mConflicts   = message{"食い違い", "Conflicts"}
	mConflict    = message{"%s: 採用 %s", "%s: chosen %s"}
	mInsteadOf   = message{"不採用 %s", "not chosen %s"}
	mLint        = message{"要確認", "To be checked"}
	mNotices     = message{"公表文", "Notices"}
	mHistory     = message{"履歴", "History"}
	mTargetRule  = message{"%s: 暗号化 %s、窃取 %s（%s）", "%s: encryption %s, theft %s (%s)"}
	mVerified    = message{
		"公表文 %d 件（記事 %d 件）、事件 %d 件（改訂 %d 件）を確かめました: 誤り %d、要確認 %d",
		"verified notices: %d (entries: %d), cases: %d (revisions: %d); faults: %d, warnings: %d",
	}
	mFault   = message{"誤り", "fault"}
	mWarning = message{"要確認", "warning"}
	mRemark  = message{"付記", "remark"}

	// Watching.
	mWeb     = message{"公表ページの変化", "Changes of the pages"}
	mScored  = message{"; 公表文らしさ %.2f", "; score %.2f"}
	mWatched = message{
		"ページ %d 件を見ました: 新しい公表文 %d、書き換え %d、削除 %d、対象外 %d。送った通知 %d。失敗中の情報源 %d、通知先 %d",
		"looked at pages: %d; notices: %d new, %d edited, %d gone; skipped: %d; alerts sent: %d; failing sources: %d, channels: %d",
	}
	mSourceFails   = message{"情報源 %s が続けて %d 回失敗しています: %s。次は %s に試します", "source %s does not work (failures in a row: %d): %s; it is tried again at %s"}
	mChannelFails  = message{"通知先 %s に送れません: %v。また試します", "channel %s took nothing: %v; it is tried again"}
	mChannelClosed = message{"通知先 %[1]s は受け取りをやめました: %[2]v。送信を止めました。jikenbo alert %[1]s で試すと再開します", "channel %[1]s wants nothing any more: %[2]v; nothing is sent until jikenbo alert %[1]s is accepted"}
	mSourceState   = message{"%d 件、前回 %s、次回 %s", "items: %d, asked: %s, next: %s"}
	mFailures      = message{"続けて %d 回失敗: %s", "failures in a row: %d: %s"}
	mPageState     = message{"%s、前回 %s、次回 %s", "%s, seen: %s, next: %s"}
	mChannelState  = message{"送信済み %d、待ち %d", "delivered: %d, waiting: %d"}
	mAlerted       = message{"通知先 %s は受け取りました", "channel %s took it"}
)

// Accounts.
var (
	mUserAdded       = message{"%s を登録しました（%s）", "account %s added, %s"}
	mUserPassword    = message{"%s のパスワードを変えました。入っていたところからは出ました", "new password for %s; signed out everywhere"}
	mUserRole        = message{"%s の役割を %s にしました。入っていたところからは出ました", "%s is %s now; signed out everywhere"}
	mUserDisabled    = message{"%s を無効にしました", "account %s disabled"}
	mUserEnabled     = message{"%s を有効にしました", "account %s enabled"}
	mUserIsDisabled  = message{"無効", "disabled"}
	mUserSessions    = message{"入っている端末 %d", "signed in: %d"}
	mUnknownRole     = message{"%q という役割はありません: reader | editor | admin", "there is no role %q: reader | editor | admin"}
	mAskPassword     = message{"パスワード（%d文字以上、表示されません）: ", "Password (%d characters or more, not shown): "}
	mAskAgain        = message{"もう一度: ", "Again: "}
	mPasswordsDiffer = message{"二つのパスワードが違います。もう一度実行してください", "the two passwords differ; run it again"}
	mNoPassword      = message{"パスワードがありません。標準入力の一行目に書いてください", "no password; it is the first line of standard input"}
)

// whats word what a watch saw.
var whats = map[casebook.What]message{
	casebook.FeedFailed:    {"情報源の失敗", "source failed"},
	casebook.FeedRecovered: {"情報源の回復", "source recovered"},
	casebook.PageListed:    {"新着", "listed"},
	casebook.PageExcluded:  {"除外", "excluded"},
	casebook.PageSkipped:   {"対象外", "skipped"},
	casebook.PageAdded:     {"公表文", "added"},
	casebook.PageDuplicate: {"重複", "duplicate"},
	casebook.PageEdited:    {"書き換え", "silent edit"},
	casebook.PageMissing:   {"見つからない", "missing"},
	casebook.PageGone:      {"削除", "gone"},
	casebook.PageReturned:  {"再掲", "returned"},
	casebook.PageFailed:    {"失敗", "failed"},
	watch.ChannelFailed:    {"通知先の失敗", "channel failed"},
	watch.ChannelClosed:    {"通知先の停止", "channel closed"},
}

// pageStates word what a page is to a watch.
var pageStates = map[casebook.PageStatus]message{
	casebook.NewPage:        {"未読", "new"},
	casebook.LivePage:       {"掲載中", "live"},
	casebook.GonePage:       {"削除", "gone"},
	casebook.SkippedPage:    {"対象外", "skipped"},
	casebook.ExcludedPage:   {"除外", "excluded"},
	casebook.DuplicatePage:  {"重複", "duplicate"},
	casebook.UnreadablePage: {"読めない", "unreadable"},
}

// standings word what an organization has to do with a case.
var standings = map[casebook.Standing]message{
	casebook.AsPublisher: {"公表者", "publisher"},
	casebook.AsInferred:  {"委託先（推定）", "inferred"},
	casebook.AsSupplier:  {"委託先", "supplier"},
	casebook.AsGroup:     {"グループ", "group"},
	casebook.AsNamed:     {"言及", "named"},
}

// changes word what an entry did to the casebook.
var changes = map[casebook.Change]message{
	casebook.Added:     {"新しい事件", "new case"},
	casebook.Kept:      {"公表文とともに保存", "kept with its notice"},
	casebook.Unchanged: {"変更なし", "unchanged"},
}

// glosses add to an error, which names the input and the details in English,
// what a person needs to know in the language of the output.
var glosses = []struct {
	err  error
	text message
}{
	{jikenbo.ErrEmpty, message{"（中身がありません）", ""}},
	{jikenbo.ErrNotText, message{"（読めません）", ""}},
	{jikenbo.ErrTooLarge, message{"（大きすぎます）", ""}},
	{jikenbo.ErrNotCasebook, message{"（事件簿ではありません。--casebook で別のファイルを指定してください）", ""}},
	{jikenbo.ErrNewerCasebook, message{"（新しい版の事件簿です。jikenbo を新しくしてください）", ""}},
	{casebook.ErrIndexing, message{"（検索の索引がまだできていません。jikenbo read で事件簿を一度開いてください）", ""}},
	{casebook.ErrWatched, message{"（別の jikenbo watch が動いています。終わるのを待つか、止めてください）", ""}},
	{casebook.ErrFull, message{"（ディスクに空きがありません。空きを作ってもう一度実行してください。保存済みのものは残っています）", ""}},
	{fs.ErrPermission, message{"（権限がありません）", ""}},
	{casebook.ErrExists, message{"（その名前はもう登録されています）", ""}},
	{account.ErrName, message{"（名前は英字か数字で始まる64字以内の文字で、空白は使えません）", ""}},
	{account.ErrShort, message{"（パスワードが短すぎます。12文字以上にしてください）", ""}},
	{account.ErrLong, message{"（パスワードが長すぎます。256文字以内にしてください）", ""}},
	{account.ErrPassword, message{"（パスワードに制御文字は使えません）", ""}},
	{casebook.ErrRedirected, message{"（別の事件へつながっています。その番号を指定してください）", ""}},
	{casebook.ErrEquality, message{"（別名の一覧やほかの決定と合いません）", ""}},
	{casebook.ErrTooEarly, message{"（その日にはまだ何も公表されていません）", ""}},
	{jikenbo.ErrNotFound, message{"（見つかりません）", ""}},
	{fs.ErrNotExist, message{"（見つかりません）", ""}},
}

// usageTemplate is cobra's, in our words.
var usageTemplate = message{
	ja: usageOf("使い方", "コマンド", "例", "フラグ", "共通のフラグ", `
終了コード:
  0  すべて終わった
  1  一部の入力が失敗した（標準エラーに名前を挙げ、残りは終えた）、または処理できなかった
  2  使い方が違う

「jikenbo help コマンド」でそれぞれの説明を表示します。
`),
	en: usageOf("Usage", "Commands", "Examples", "Flags", "Flags of every command", `
Exit codes:
  0  done
  1  some inputs failed (each named on standard error, the rest done), or nothing could be done
  2  the command line is wrong

"jikenbo help COMMAND" tells more about a command.
`),
}

func usageOf(usage, commands, examples, flags, global, end string) string {
	return usage + `:
  {{if .HasParent}}{{.UseLine}}{{else}}jikenbo COMMAND{{end}}{{if .HasAvailableSubCommands}}

` + commands + `:{{range .Commands}}{{if .IsAvailableCommand}}
  {{rpad .Name .NamePadding}}  {{.Short}}{{end}}{{end}}{{end}}{{if .HasExample}}

` + examples + `:
{{.Example}}{{end}}{{if .HasParent}}{{if .HasAvailableLocalFlags}}

` + flags + `:
{{.LocalFlags.FlagUsages | trimTrailingWhitespaces}}{{end}}{{end}}

` + global + `:
{{if .HasParent}}{{.InheritedFlags.FlagUsages | trimTrailingWhitespaces}}{{else}}{{.PersistentFlags.FlagUsages | trimTrailingWhitespaces}}{{end}}
{{if not .HasParent}}` + end + `{{end}}`
}

var rootHelp = help{
	short: message{"公表された情報セキュリティ事件の事件簿", "A casebook of published security incidents"},
	long: message{`
jikenbo は、組織が公表した情報セキュリティ事件のお知らせを読み、事実を項目ごとに取り出して、
番号の付いた事件簿にします。すべての事実に、それを述べた言葉が付きます。`, `
jikenbo reads what organizations publish about their security incidents, takes out
the facts and keeps them as numbered cases. Every fact comes with the words that
state it.`},
	example: message{`
  jikenbo read examples       公表文を読み、事件簿に加える
  jikenbo list                事件を並べる
  jikenbo show 2023-009       一つの事件を、根拠の言葉とともに見る`, `
  jikenbo read examples       read notices into the casebook
  jikenbo list                list the cases
  jikenbo show 2023-009       show one case with the words that state it`},
}

var helpHelp = help{
	short: message{"コマンドの説明を表示する", "Show the help of a command"},
	long:  message{"コマンドの説明を表示します。", "Show the help of a command."},
	example: message{`
  jikenbo help read`, `
  jikenbo help read`},
}
