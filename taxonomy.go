package jikenbo

import "slices"

// The codes of a case are closed sets; each has a Japanese and an English
// label in [Taxonomies]. An empty code is the zero value and states nothing.
type (
	// Kind is what an entry is.
	Kind string
	// Stage is the place of a notice among the notices of its incident.
	Stage string
	// Type is an incident type.
	Type string
	// Leak says whether leakage is stated as a fact, as possible, or denied.
	Leak string
	// Bound says how a number is meant.
	Bound string
	// Role says where a count stands among the others of its notice.
	Role string
	// Item is a kind of data.
	Item string
	// Moment is the kind of a dated happening.
	Moment string
	// Recipient is whom a report went to.
	Recipient string
	// Discoverer is who noticed the incident first.
	Discoverer string
	// Damage says whether misuse of the data or other follow-on harm is stated.
	Damage string
	// Response is what was done or will be done.
	Response string
	// Permission is what an attacker's stated rules say of an act.
	Permission string
)

// Codes that the code itself speaks of. All others live in [Taxonomies] only.
const (
	Incident   Kind = "incident"
	EventKind  Kind = "event"
	ThreatNote Kind = "threat-note"
	OtherKind  Kind = "other"

	OnlyStage   Stage = "only"
	FirstStage  Stage = "first"
	UpdateStage Stage = "update"
	FinalStage  Stage = "final"

	LeakConfirmed Leak = "confirmed"
	LeakPossible  Leak = "possible"
	LeakNone      Leak = "none"
	LeakUnstated  Leak = "unstated"

	Exact Bound = "exact"
	Max   Bound = "max"
	About Bound = "about"
	Min   Bound = "min"
	Over  Bound = "over"

	Total  Role = "total"
	Part   Role = "part"
	Subset Role = "subset"

	Intrusion              Moment = "intrusion"
	Discovered             Moment = "discovered"
	Contained              Moment = "contained"
	InvestigationStarted   Moment = "investigation-started"
	InvestigationCompleted Moment = "investigation-completed"
	Identified             Moment = "identified"
	Reported               Moment = "reported"
	Notified               Moment = "notified"
	PublishedMoment        Moment = "published"
	Remediated             Moment = "remediated"
	Resumed                Moment = "resumed"

	DiscovererUnstated Discoverer = "unstated"

	DamageConfirmed     Damage = "confirmed"
	DamageNoneConfirmed Damage = "none-confirmed"
	DamageUnstated      Damage = "unstated"

	Allowed            Permission = "allowed"
	Careful            Permission = "careful"
	Forbidden          Permission = "forbidden"
	PermissionUnstated Permission = "unstated"
)

// Term is one code with its labels.
type Term struct {
	Code string
	Ja   string
	En   string
}

// Taxonomy is a closed set of codes, in the order they are shown.
type Taxonomy struct {
	Name  string // the Go type's name in lower case: "type", "item"
	Terms []Term
}

// Has reports whether code belongs to the set.
func (t Taxonomy) Has(code string) bool {
	return slices.ContainsFunc(t.Terms, func(x Term) bool { return x.Code == code })
}

// Index gives the place of code in the set, -1 if it is not there.
func (t Taxonomy) Index(code string) int {
	return slices.IndexFunc(t.Terms, func(x Term) bool { return x.Code == code })
}

// Label gives the label of code in "ja" or "en", the code itself if it has none.
func (t Taxonomy) Label(code, lang string) string {
	for _, x := range t.Terms {
		if x.Code == code {
			if lang == "ja" {
				return x.Ja
			}
			return x.En
		}
	}
	return code
}

// TaxonomyOf gives the set with that name, an empty one if there is none.
func TaxonomyOf(name string) Taxonomy {
	for _, t := range Taxonomies {
		if t.Name == name {
			return t
		}
	}
	return Taxonomy{Name: name}
}

// Taxonomies are all closed sets of codes.
var Taxonomies = []Taxonomy{
	{"kind", []Term{
		{"incident", "事件", "incident"},
		{"event", "イベント", "event"},
		{"threat-note", "脅威メモ", "threat note"},
		{"other", "その他", "other"},
	}},
	{"stage", []Term{
		{"only", "単報", "only notice"},
		{"first", "第一報", "first report"},
		{"update", "続報", "update"},
		{"final", "最終報", "final report"},
	}},
	{"type", []Term{
		{"unauthorized-access", "不正アクセス", "unauthorized access"},
		{"web-skimming", "入力画面の改ざん（スキミング）", "web skimming"},
		{"credential-stuffing", "パスワードリスト攻撃", "credential stuffing"},
		{"account-takeover", "アカウント乗っ取り", "account takeover"},
		{"ransomware", "ランサムウェア", "ransomware"},
		{"malware", "マルウェア感染", "malware"},
		{"phishing", "フィッシング", "phishing"},
		{"support-scam", "サポート詐欺", "support scam"},
		{"vulnerability-exploit", "脆弱性の悪用", "vulnerability exploit"},
		{"misconfiguration", "設定不備", "misconfiguration"},
		{"insider-misuse", "内部者の不正", "insider misuse"},
		{"mis-sending", "誤送信・誤交付", "mis-sending"},
		{"mis-publication", "誤掲載", "mis-publication"},
		{"loss", "紛失・誤廃棄", "loss"},
		{"theft", "盗難", "theft"},
		{"dos", "サービス妨害（DoS）", "denial of service"},
		{"defacement", "ウェブ改ざん", "defacement"},
		{"impersonation", "なりすまし", "impersonation"},
		{"supplier-breach", "委託先・利用サービスでの発生", "supplier breach"},
	}},
	{"leak", []Term{
		{"confirmed", "漏えいを確認", "leak confirmed"},
		{"possible", "漏えいの可能性", "leak possible"},
		{"none", "漏えいなしと公表", "no leak, as published"},
		{"unstated", "記載なし", "not stated"},
	}},
	{"bound", []Term{
		{"exact", "", "exactly"},
		{"max", "最大", "at most"},
		{"about", "約", "about"},
		{"min", "以上", "at least"},
		{"over", "超", "over"},
	}},
	{"role", []Term{
		{"total", "総数", "total"},
		{"part", "内訳", "part"},
		{"subset", "うち数", "subset"},
	}},
	{"item", []Term{
		{"name", "氏名", "name"},
		{"name-kana", "氏名カナ", "name in kana"},
		{"address", "住所", "address"},
		{"postal-code", "郵便番号", "postal code"},
		{"phone", "電話番号", "phone number"},
		{"fax", "FAX番号", "fax number"},
		{"email", "メールアドレス", "e-mail address"},
		{"birth-date", "生年月日", "date of birth"},
		{"age", "年齢", "age"},
		{"sex", "性別", "sex"},
		{"password", "パスワード", "password"},
		{"password-hash", "ハッシュ化されたパスワード", "hashed password"},
		{"login-id", "ログインID", "login ID"},
		{"member-number", "会員番号", "member number"},
		{"company", "会社名・所属", "company"},
		{"job-title", "役職・部署", "job title"},
		{"card-number", "カード番号", "card number"},
		{"card-expiry", "カード有効期限", "card expiry"},
		{"card-cvv", "セキュリティコード", "card security code"},
		{"card-holder", "カード名義", "card holder"},
		{"card", "クレジットカード情報", "card data"},
		{"bank-account", "口座情報", "bank account"},
		{"purchase-history", "購入履歴", "purchase history"},
		{"delivery", "お届け先", "delivery address"},
		{"inquiry", "問い合わせ内容", "inquiry"},
		{"photo", "写真", "photo"},
		{"my-number", "マイナンバー", "My Number"},
		{"passport", "旅券", "passport"},
		{"driver-license", "運転免許証", "driver's licence"},
		{"medical", "医療情報", "medical data"},
		{"insurance", "保険証情報", "insurance number"},
		{"salary", "給与・年収", "salary"},
		{"resume", "履歴書", "résumé"},
		{"family", "家族・保護者", "family"},
		{"student", "学籍・成績", "student record"},
		{"ip-address", "IPアドレス", "IP address"},
		{"device-id", "端末識別番号", "device ID"},
		{"points", "ポイント", "points"},
		{"contract", "契約内容", "contract"},
		{"location", "位置情報", "location"},
		{"other", "その他", "other"},
	}},
	{"moment", []Term{
		{"intrusion", "侵入・発生", "intrusion"},
		{"discovered", "発覚", "discovered"},
		{"contained", "遮断・停止", "contained"},
		{"investigation-started", "調査開始", "investigation started"},
		{"investigation-completed", "調査完了", "investigation completed"},
		{"identified", "範囲の確認", "scope identified"},
		{"reported", "当局へ報告", "reported to authorities"},
		{"notified", "本人へ通知", "persons notified"},
		{"published", "公表", "published"},
		{"remediated", "対策完了", "remediated"},
		{"resumed", "再開", "resumed"},
	}},
	{"recipient", []Term{
		{"ppc", "個人情報保護委員会", "Personal Information Protection Commission"},
		{"police", "警察", "police"},
		{"fsa", "金融庁", "Financial Services Agency"},
		{"mic", "総務省", "Ministry of Internal Affairs and Communications"},
		{"meti", "経済産業省", "Ministry of Economy, Trade and Industry"},
		{"mhlw", "厚生労働省", "Ministry of Health, Labour and Welfare"},
		{"mext", "文部科学省", "Ministry of Education"},
		{"local-government", "自治体", "local government"},
		{"jipdec", "JIPDEC", "JIPDEC"},
		{"jadma", "JADMA", "JADMA"},
		{"ipa", "IPA", "IPA"},
		{"jpcert", "JPCERT/CC", "JPCERT/CC"},
		{"supervisor", "監督官庁", "supervising authority"},
		{"other", "その他", "other"},
	}},
	{"discoverer", []Term{
		{"internal", "自組織", "own staff or monitoring"},
		{"supplier", "委託先・提供元", "supplier"},
		{"customer", "利用者・取引先", "customer"},
		{"card-company", "カード会社", "card company"},
		{"police", "警察", "police"},
		{"regulator", "当局", "regulator"},
		{"outside-expert", "外部の専門家", "outside expert"},
		{"public", "一般・報道", "public"},
		{"attacker", "攻撃者", "attacker"},
		{"unstated", "記載なし", "not stated"},
	}},
	{"damage", []Term{
		{"none-confirmed", "確認されていないと公表", "none confirmed, as published"},
		{"confirmed", "確認", "confirmed"},
		{"unstated", "記載なし", "not stated"},
	}},
	{"response", []Term{
		{"service-stopped", "サービス停止", "service stopped"},
		{"payment-stopped", "カード決済停止", "card payment stopped"},
		{"supplier-disconnected", "委託先・サービスの切り離し", "supplier disconnected"},
		{"network-isolated", "ネットワーク遮断", "network isolated"},
		{"password-reset", "パスワード変更", "passwords reset"},
		{"account-suspended", "アカウント停止", "accounts suspended"},
		{"shipment-stopped", "出荷停止", "shipment stopped"},
		{"vulnerability-fixed", "脆弱性の修正", "vulnerability fixed"},
		{"access-restricted", "アクセス制限", "access restricted"},
		{"data-deleted", "データ削除", "data deleted"},
		{"waf", "WAF導入", "WAF"},
		{"mfa", "多要素認証", "multi-factor authentication"},
		{"monitoring", "監視強化", "monitoring"},
		{"forensics", "第三者調査", "forensic investigation"},
		{"individual-notice", "本人へ連絡", "individual notice"},
		{"public-notice", "注意喚起の公表", "public notice"},
		{"hotline", "専用窓口", "hotline"},
		{"reissue-cost", "カード再発行費用の負担", "card reissue cost borne"},
		{"training", "教育・周知", "training"},
		{"disciplinary", "処分", "disciplinary action"},
		{"supplier-oversight", "委託先の監督", "supplier oversight"},
		{"rules-revised", "規程・手順の見直し", "rules revised"},
		{"system-rebuilt", "システム再構築", "system rebuilt"},
		{"retrieved", "回収", "retrieved"},
	}},
	{"permission", []Term{
		{"allowed", "可", "allowed"},
		{"careful", "慎重に可", "allowed with care"},
		{"forbidden", "不可", "forbidden"},
		{"unstated", "記載なし", "not stated"},
	}},
	{"check", []Term{
		{"sum", "合計", "sum"},
		{"subset", "内数", "subset"},
	}},
}
