package recognize_test

import "testing"

func TestDiscoveredBy(t *testing.T) {
	inLetter(t, "discovered_by", []phrase{
		{"card company", "2024年5月10日、一部のクレジットカード会社から、カード情報の流出懸念について連絡を受けました。", "card-company"},
		{"payment agent", "2024年5月10日、決済代行会社より、カード情報の流出懸念について連絡を受けました。", "card-company"},
		{"own monitoring", "2024年5月10日、当社の監視システムが不正な通信を検知いたしました。", "internal"},
		{"own staff", "2024年5月10日、当社の社員がサーバーの異常に気付きました。", "internal"},
		{"own check", "2024年5月10日、社内の定期点検において、設定の誤りが判明いたしました。", "internal"},
		{"supplier", "2024年5月10日、委託先より、不正アクセスを受けたとの報告を受けました。", "supplier"},
		{"customer", "2024年5月10日、お客様からのお問い合わせにより発覚いたしました。", "customer"},
		{"recipient", "2024年5月10日、メールを受信された方からのご指摘により判明いたしました。", "customer"},
		{"parent", "2024年5月10日、保護者からの連絡により発覚いたしました。", "customer"},
		{"police", "2024年5月10日、警察から、弊社サイトの情報が流出している可能性があるとの連絡を受けました。", "police"},
		{"regulator", "2024年5月10日、個人情報保護委員会からの連絡により判明いたしました。", "regulator"},
		{"expert", "2024年5月10日、外部のセキュリティ専門家から脆弱性に関する指摘を受けました。", "outside-expert"},
		{"stranger", "2024年5月10日、外部の方からのご指摘により判明いたしました。", "public"},
		{"posts on the net", "2024年5月10日、SNS上の投稿により、個人情報が閲覧できる状態となっていることが判明いたしました。", "public"},
		{"the attacker himself", "2024年5月10日、攻撃者を名乗る者から金銭を要求するメールを受信し、情報の流出を認識いたしました。", "attacker"},
		{"passive, nobody named", "2024年5月10日、不正アクセスが発覚いたしました。", "unstated"},
		{"police told, not telling", "本件につきましては、所轄警察署へ相談しております。", "unstated"},
		{"customers asked to call", "お客様からのお問い合わせにつきましては、下記窓口にて承ります。", "unstated"},
		{"an investigator's result", "第三者調査機関による調査の結果、個人情報の漏えいが確認されました。", "unstated"},
		{"no word about it", "お客様の個人情報が漏えいした可能性がございます。", "unstated"},
	})
	inEnglish(t, "discovered_by", []phrase{
		{"English, customer", "On May 10, 2024, a customer informed us that personal information could be viewed.", "customer"},
	})
}

// TestDiscoveredByAround are finders in other words.
func TestDiscoveredByAround(t *testing.T) {
	inLetter(t, "discovered_by", []phrase{
		{"own system raised an alarm", "2024年5月10日、社内のセキュリティ機器が不審な通信を検知しました。", "internal"},
		{"the sender noticed", "2024年5月10日、送信直後に担当者が誤りに気付きました。", "internal"},
		{"a guardian called", "2024年5月10日、保護者の方から、他の生徒の成績が見えるとの連絡がありました。", "customer"},
		{"a business partner", "2024年5月10日、取引先から不審なメールが届いているとの連絡を受けました。", "customer"},
		{"the hoster", "2024年5月10日、サーバー管理を委託している会社より、不正アクセスの痕跡があるとの連絡を受けました。", "supplier"},
		{"an acquirer", "2024年5月10日、アクワイアラー（加盟店契約会社）から、カード情報漏えいの懸念がある旨の連絡を受けました。", "card-company"},
		{"a coordinating body", "2024年5月10日、JPCERT/CCから情報提供を受け、調査を開始いたしました。", "outside-expert"},
		{"a newspaper", "2024年5月10日、報道機関からの問い合わせにより、情報が公開されていることが判明しました。", "public"},
		{"a ransom note on the screen", "2024年5月10日、出社した社員がサーバーに表示された脅迫文を発見しました。", "internal"},
		{"a patient's family", "2024年5月10日、患者様のご家族からのご指摘により判明しました。", "customer"},
		{"the investigator, not the finder", "2024年5月10日、決済代行会社から懸念の連絡を受け、その後、調査機関の報告により流出が判明しました。", "card-company"},
	})
}

// TestDiscoveredByNothing name people who did not find it.
func TestDiscoveredByNothing(t *testing.T) {
	inLetter(t, "discovered_by", []phrase{
		{"customers were told", "2024年6月5日、対象のお客様へご連絡いたしました。", "unstated"},
		{"card companies asked to watch", "クレジットカード会社に対し、モニタリングの実施を依頼しております。", "unstated"},
		{"police investigate", "警察の捜査に協力しております。", "unstated"},
		{"experts help", "外部の専門家の協力を得ながら、原因の調査を進めております。", "unstated"},
		{"enquiries since", "公表後、多数のお客様からお問い合わせをいただいております。", "unstated"},
		{"a regulator told", "個人情報保護委員会へ報告し、助言を受けております。", "unstated"},
		{"the supplier investigates", "委託先において原因の調査を進めております。", "unstated"},
		{"the attacker acted", "攻撃者は管理者権限を取得し、サーバーに侵入しました。", "unstated"},
		{"the bulletin of others", "本件はSNSで拡散されないようお願いいたします。", "unstated"},
	})
}

// TestDiscoveredByVaried name the finders once more in other words.
func TestDiscoveredByVaried(t *testing.T) {
	inLetter(t, "discovered_by", []phrase{
		{"a receiver called", "2024年5月10日、書類を受け取られた方から、別人宛ての書類が入っているとのお電話をいただきました。", "customer"},
		{"a user's report", "2024年5月10日、アプリの利用者から、他人の情報が表示されるとの報告が寄せられました。", "customer"},
		{"own audit", "2024年5月10日、内部監査の過程で不審な操作履歴が見つかりました。", "internal"},
		{"own engineer", "2024年5月10日、弊社エンジニアがログの異常に気づき、調査を開始いたしました。", "internal"},
		{"someone found the lost thing", "2024年5月10日、書類を拾得された方からのご連絡により、紛失が判明しました。", "public"},
		{"the card firm by the agent", "2024年5月10日、ご利用の決済代行会社を通じ、カード会社から情報流出の疑いがある旨の連絡がありました。", "card-company"},
		{"the cloud firm", "2024年5月10日、クラウドサービスの提供元から、不審なアクセスがあった旨の通知を受領しました。", "supplier"},
		{"the prefecture's police told us", "2024年5月10日、県警より、貴社の情報がインターネット上に掲載されているとの連絡を受けました。", "police"},
		{"a researcher", "2024年5月10日、セキュリティ研究者から、設定不備についての指摘を受けました。", "outside-expert"},
	})
}

// TestDiscoveredByTeller name who told, beside others in what he told.
func TestDiscoveredByTeller(t *testing.T) {
	inLetter(t, "discovered_by", []phrase{
		{"知らない人の名前が出る」と役場に電話がありました", "申請をされた方から「知らない人の名前が出る」と役場に電話がありました。", "customer"},
		{"ない人の申請書が届いた」との電話が2件ありました", "コールセンターに「知らない人の申請書が届いた」との電話が2件ありました。", "customer"},
		{"せが急増していることを監視システムで検知しました", "チケラボは9月2日、データベースで不自然な問い合わせが急増していることを監視システムで検知しました。", "internal"},
		{"ーに到着し、荷室にケースがないことに気付きました", "運転手がデータセンターに到着し、荷室にケースがないことに気付きました。", "internal"},
		{"ら「資料の黒塗りが外れる」との問合せがありました", "新聞社から「資料の黒塗りが外れる」との問合せがありました。", "public"},
		{"員がファイルを開けないことに気付き、発覚しました", "出社した従業員がファイルを開けないことに気付き、発覚しました。", "internal"},
		{"ら、他人の書類が届いたと市役所に連絡がありました", "住民から、他人の書類が届いたと市役所に連絡がありました。", "customer"},
		{"受け取った方が市に申し出て判明しました", "受け取った方が市に申し出て判明しました。", "customer"},
		{"の会社のものが混じっていると電話をいただきました", "税務署から、届いた書類に別の会社のものが混じっていると電話をいただきました。", "customer"},
		{"クラウド事業者からの警告メールで気付きました", "クラウド事業者からの警告メールで気付きました。", "supplier"},
		{"セキュリティ担当が通信量の急な増加に気付きました", "当社のセキュリティ担当が通信量の急な増加に気付きました。", "internal"},
		{"から、貴社のデータが売られていると知らされました", "県警サイバー犯罪対策課から、貴社のデータが売られていると知らされました。", "police"},
		{"べている情報セキュリティ会社から通報がありました", "ダークウェブを調べている情報セキュリティ会社から通報がありました。", "outside-expert"},
		{"身代金を求めるメールが届いたことで発覚しました", "身代金を求めるメールが届いたことで発覚しました。", "attacker"},
		{"の棚卸しをした際に見当たらないことが分かりました", "書類の棚卸しをした際に見当たらないことが分かりました。", "internal"},
		{"、別の方の薬が入っているとのお申し出がありました", "ご家族の方から、別の方の薬が入っているとのお申し出がありました。", "customer"},
		{"匿名の投書により、職員の持ち出しが分かりました", "匿名の投書により、職員の持ち出しが分かりました。", "public"},
		{"カード会社2社から流出懸念の通報がありました", "カード会社2社から流出懸念の通報がありました。", "card-company"},
		{"に不審なファイルを見つけ、当社に知らせてきました", "保守会社の技術者が作業中に不審なファイルを見つけ、当社に知らせてきました。", "supplier"},
		{"（旧Twitter）に投稿したことで発覚しました", "利用者がX（旧Twitter）に投稿したことで発覚しました。", "public"},
		{"送信の直後、送った職員が宛先の誤りに気付きました", "送信の直後、送った職員が宛先の誤りに気付きました。", "internal"},
		{"ない取引がある」と問い合わせがあり、発覚しました", "お客さまから「身に覚えのない取引がある」と問い合わせがあり、発覚しました。", "customer"},
		{"た方から警察に届けられ、警察から連絡がありました", "拾った方から警察に届けられ、警察から連絡がありました。", "police"},
	})
}

// TestDiscoveredByMore were written to try the mends, and led to some more.
func TestDiscoveredByMore(t *testing.T) {
	inLetter(t, "discovered_by", []phrase{
		{"んのご家族が気付き、電話で知らせてくださいました", "書類を受け取った患者さんのご家族が気付き、電話で知らせてくださいました。", "customer"},
		{"、別の方の通知書が入っていたとのお話がありました", "納税者の方が窓口にお越しになり、別の方の通知書が入っていたとのお話がありました。", "customer"},
		{"朝、出勤した担当が机上にないことに気が付きました", "翌朝、出勤した担当が机上にないことに気が付きました。", "internal"},
		{"点検していたところ、海外からの接続を見つけました", "ログを点検していたところ、海外からの接続を見つけました。", "internal"},
		{"イバー犯罪対策課からの情報提供により把握しました", "警視庁サイバー犯罪対策課からの情報提供により把握しました。", "police"},
		{"会社から、設定の不備を知らせるメールが届きました", "外部のセキュリティ調査会社から、設定の不備を知らせるメールが届きました。", "outside-expert"},
		{"に書き込みがあるとの通報が市民から寄せられました", "インターネットの掲示板に書き込みがあるとの通報が市民から寄せられました。", "public"},
		{"ら、サーバーが攻撃を受けたとの第一報が入りました", "委託先の株式会社海辺データから、サーバーが攻撃を受けたとの第一報が入りました。", "supplier"},
		{"えのないメールが届いた」とのご連絡が相次ぎました", "複数のお客様から「覚えのないメールが届いた」とのご連絡が相次ぎました。", "customer"},
		{"程で、台帳と現物の数が合わないことが分かりました", "会計監査の過程で、台帳と現物の数が合わないことが分かりました。", "internal"},
		{"タを公開するとの脅迫文が届き、被害を認識しました", "データを公開するとの脅迫文が届き、被害を認識しました。", "attacker"},
		{"省から、情報が見える状態にあると指摘を受けました", "文部科学省から、情報が見える状態にあると指摘を受けました。", "regulator"},
	})
}

// TestDiscoveredByForms are finders by the shape of the sentence: whom tidings
// came from, who looked, and those to whom it was told.
func TestDiscoveredByForms(t *testing.T) {
	inLetter(t, "discovered_by", []phrase{
		{"own people noticed, police were told", "5月10日、配送センターの職員が端末の異常に気付き、県警本部に通報した。", "internal"},
		{"told in the next breath", "5月10日　事務員が異常に気付く。全端末を停止し、県警本部に通報", "internal"},
		{"police were told, nobody named", "5月10日　全サーバーを停止し、県警本部に通報", "unstated"},
		{"a threat in the post", "5月10日、当社の代表アドレスに「データを盗んだ。支払わなければ公開する」という内容の英文メールが届きました。", "attacker"},
		{"a demand came", "5月10日、身代金の支払いを要求する電子メールが当法人に届いたことで発覚しました。", "attacker"},
		{"a letter of threat", "5月10日、盗んだ名簿を買い取れという脅迫状が本社に届きました。", "attacker"},
		{"a pupil spoke up", "5月10日、2年生の生徒から担任に「先生用の表が見える」と申出。", "customer"},
		{"resident spoke up at the desk", "5月10日、転入された方から窓口で「別人の名前が印字されている」と申出があった。", "customer"},
		{"a family noticed and called", "5月10日、A様のご家族様が別の方のお名前であることに気づかれ、当院にお電話をくださいました。", "customer"},
		{"a guest kindly told", "5月10日、ご宿泊のお客様が誤りにお気づきになり、フロントへお知らせくださいました。", "customer"},
		{"call received humbly", "5月10日、お客さまから「覚えのない取引がある」とのお電話を頂戴し、調査を始めたところ、複数の口座で同様の事象が見つかりました。", "customer"},
		{"mail received humbly", "5月10日、取引先様より「心当たりのない請求書が届いた」とのメールを頂き、社内で調べました。", "customer"},
		{"research body", "5月10日、大学向けに監視を行う研究機関から「偽ページが表示されている」との連絡を受けた。", "outside-expert"},
		{"an observing body abroad", "5月10日、海外のセキュリティ監視団体から、認証情報が公開されているとの通知があった。", "outside-expert"},
		{"the supplier's man", "5月10日、委託先の運転手が荷台の扉が開いていることに気付き、当社に連絡した。", "supplier"},
		{"the one who did it owned up", "5月10日、異動した社員からの自己申告により判明しました。", "internal"},
		{"whistle", "5月10日、匿名の内部通報により判明しました。", "internal"},
		{"sorting papers", "5月10日、診療終了後に書類を整理していたところ、申込書11名分が見当たらないことが分かりました。", "internal"},
		{"counting stock", "5月10日、棚卸しの作業中に、記録媒体1本が足りないことが分かった。", "internal"},
		{"comparing", "5月10日、返却された名簿を台帳と突き合わせたところ、1冊が不足していることが判明しました。", "internal"},
		{"preparing", "5月10日、更新手続の準備をしていた際、契約書の綴りが所定の棚にないことが判明した。", "internal"},
		{"a search turned it up", "5月10日、市民がインターネットで自分の名前を検索したところ名簿が表示されたとして、市に電話があった。", "public"},
		{"someone who picked it up", "5月10日、駅前で封筒を拾った方が交番に届け、警察署から当校に連絡があった。", "police"},
		{"a hospital got it", "5月10日、送信先の診療所から、別の患者の検査結果が届いているとの電話が入った。", "customer"},
		{"the neighbour got it", "5月10日、誤って受け取られた方から、開封していない封書があるとお知らせいただきました。", "customer"},
		{"a partner told", "5月10日、当社の取引先から、当社名の不審な請求書について照会があった。", "customer"},
		{"makers of the system", "5月10日、システムの開発元から、設定に誤りがあったとの報告書が提出された。", "supplier"},
		{"the card scheme", "5月10日、クレジットカード会社から弊社に対し、不正利用の照会が寄せられた。", "card-company"},
		{"ministry told", "5月10日、総務省から本件について情報提供があり、調査を開始した。", "regulator"},
		{"reporter asked", "5月10日、新聞社の記者から取材の申込みがあり、名簿が掲載されていることを把握した。", "public"},
		{"duty engineer", "5月10日、夜間当番の技術員が、バックアップの失敗を知らせる通知を見て異常に気付いた。", "internal"},
		{"alarm mail", "5月10日、管理サーバーからの警告メールにより、大量の送信を把握した。", "internal"},
		{"shop manager", "5月10日、店長がレジ締めの際に申込書の控えがないことに気が付いた。", "internal"},
		{"asked to tell", "お心当たりのある方から情報をお寄せいただければ幸いです。", "unstated"},
		{"told the ministry", "5月10日、文部科学省に電話で報告した。", "unstated"},
		{"looked, yet nothing of it", "5月10日、全拠点の端末を点検した。", "unstated"},
		{"the harm was told of", "被害の申し出は寄せられていない。", "unstated"},
	})
}
