package main

import (
	"io/fs"

	"jikenbo"
	"jikenbo/internal/casebook"
)

// What every command says. The help of a command stands in the file of the
// command.
var (
	// Flags.
	mFlagCasebook      = message{"事件簿の `FILE`（既定: $JIKENBO_CASEBOOK、なければ利用者のデータフォルダー）", "the casebook `FILE` (default: $JIKENBO_CASEBOOK, else in the user's data folder)"}
	mFlagLang          = message{"出力の言語: ja | en（既定: ロケール）", "the language of the output: ja | en (default: from the locale)"}
	mFlagVerbose       = message{"作業の記録を標準エラーに出す", "log the work on standard error"}
	mFlagHelp          = message{"この説明を表示する", "show this help"}
	mFlagJSON          = message{"JSON で出力する", "print JSON"}
	mFlagListJSON      = message{"JSON Lines で出力する（一行に一事件）", "print JSON Lines, one line a case"}
	mFlagReadJSON      = message{"JSON Lines で出力する（一行に一記事）", "print JSON Lines, one line an entry"}
	mFlagNoSave        = message{"保存せず、表示だけする", "only print, save nothing"}
	mFlagExplain       = message{"それぞれの事実を、どの規則がどの言葉から読んだかを示す", "show which rule read each fact, and from which words"}
	mFlagMaxBytes      = message{"一つの入力の大きさの上限、`N` バイト", "refuse inputs larger than `N` bytes"}
	mFlagMinScore      = message{"確からしさが `X` 以上のページを公表文とする（0 から 1）", "take pages of score `X` or more for notices (0 to 1)"}
	mFlagVerdicts      = message{"読まずに、すべてのページの種別と確からしさを出力する", "read nothing, print the kind and the score of every page"}
	mFlagMisses        = message{"読み落とし（-）と読みすぎ（+）を並べる", "list what was missed (-) and what is too much (+)"}
	mFlagExplainMisses = message{"--misses に、読みすぎの元になった言葉と規則を加える", "--misses with the words and rules behind each excess"}

	// Usage.
	mUnknownCommand = message{"%q というコマンドはありません", "there is no command %q"}
	mDidYouMean     = message{"。もしかして: %s", "; did you mean %s?"}
	mUnknownFlag    = message{"%s というフラグはありません", "there is no flag %s"}
	mFlagValue      = message{"%s には値が要ります", "%s needs a value"}
	mBadFlagValue   = message{"%s に %q は使えません", "%s cannot be %q"}
	mArguments      = message{"引数の数が違います: %s（%d 個ありました）", "wrong number of arguments: want %s, got %d"}
	mNoPath         = message{"読むものを指定してください: ファイル、フォルダー、または標準入力を表す -", "nothing to read: name a file, a folder or - for standard input"}
	mNoArchive      = message{"ウェブアーカイブ（.warc、.warc.gz）か、標準入力を表す - を指定してください", "nothing to screen: name a web archive (.warc, .warc.gz) or - for standard input"}
	mUnknownShell   = message{"%q の補完はありません: bash | zsh | fish | powershell", "no completion for %q: bash | zsh | fish | powershell"}
	mSeeHelp        = message{"使い方: %s --help", "see %s --help"}
	mInterrupted    = message{"中断しました。保存済みと表示したものは事件簿に残っています", "interrupted; everything reported as saved is in the casebook"}

	// Reading.
	mEntry       = message{"%s 記事 %d", "%s, entry %d"}
	mNotSaved    = message{"保存していません", "not saved"}
	mKnown       = message{"%s: 変更なし。すでに事件簿にあります%s", "%s: unchanged, already in the casebook%s"}
	mNoEntry     = message{"%s: 記事が見つかりません", "%s: no entry found"}
	mSummaryOnly = message{
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

	// Showing.
	mUntitled   = message{"（無題）", "(untitled)"}
	mWithdrawn  = message{"取り下げ", "withdrawn"}
	mTimeline   = message{"経過", "Timeline"}
	mLags       = message{"間隔", "Lags"}
	mDay        = message{"%d 日", "%d day"}
	mDays       = message{"%d 日", "%d days"}
	mUnknown    = message{"不明", "unknown"}
	mCounts     = message{"検算", "Check of the counts"}
	mConflicts  = message{"食い違い", "Conflicts"}
	mConflict   = message{"%s: 採用 %s", "%s: chosen %s"}
	mInsteadOf  = message{"不採用 %s", "not chosen %s"}
	mLint       = message{"要確認", "To be checked"}
	mNotices    = message{"公表文", "Notices"}
	mHistory    = message{"履歴", "History"}
	mTargetRule = message{"%s: 暗号化 %s、窃取 %s（%s）", "%s: encryption %s, theft %s (%s)"}
	mVerified   = message{
		"公表文 %d 件（記事 %d 件）、事件 %d 件（改訂 %d 件）を確かめました: 誤り %d、要確認 %d",
		"verified notices: %d (entries: %d), cases: %d (revisions: %d); faults: %d, warnings: %d",
	}
	mFault   = message{"誤り", "fault"}
	mWarning = message{"要確認", "warning"}
)

// changes word what an entry did to the casebook.
var changes = map[casebook.Change]message{
	casebook.Added:     {"新しい事件", "new case"},
	casebook.Joined:    {"既存の事件に追加、事実は同じ", "joined its case, same facts"},
	casebook.Revised:   {"既存の事件を改訂", "case revised"},
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
	{jikenbo.ErrNotText, message{"（テキストではありません。公表文をテキストとして保存してください）", ""}},
	{jikenbo.ErrTooLarge, message{"（大きすぎます。上限は --max-bytes で変えられます）", " with --max-bytes"}},
	{jikenbo.ErrNotCasebook, message{"（事件簿ではありません。--casebook で別のファイルを指定してください）", ""}},
	{jikenbo.ErrNewerCasebook, message{"（新しい版の事件簿です。jikenbo を新しくしてください）", ""}},
	{casebook.ErrFull, message{"（ディスクに空きがありません。空きを作ってもう一度実行してください。保存済みのものは残っています）", ""}},
	{fs.ErrPermission, message{"（権限がありません）", ""}},
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
